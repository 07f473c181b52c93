import { test } from '@japa/runner'
import { chmod } from 'node:fs/promises'
import { delimiter, dirname } from 'node:path'
import { type Tools } from '#app/media/media'
import { runTool } from '#app/media/run_tool'
import { describeTools, findTools } from '#app/media/tools'
import { limits, write } from '#tests/unit/media/harness'

const tools = await findTools(process.env.PATH ?? '')

/** Runs a script with Node in the place of a program, within the bounds that programs get. */
const runScript = (script: string, bounds = limits, installed: Tools = {}) =>
  runTool(process.execPath, ['-e', script], bounds, installed)

/** Ends as ffmpeg does when it gets a signal, after it has computed for a while. */
const signalled = 'process.on("SIGXCPU", () => process.exit(255)); setInterval(compute);'
const compute = 'function compute() { for (let i = 0; i < 1e7; i++); }'

test.group('Tools', () => {
  test('are found in the folders of the search path, where they may be run', async ({ assert }) => {
    const program = await write('ffmpeg', '')
    const text = await write('pdfinfo', '')
    await chmod(program, 0o755)
    await chmod(text, 0o644)
    const searchPath = ['/nowhere', dirname(program), dirname(text)].join(delimiter)

    assert.deepEqual(await findTools(searchPath), { ffmpeg: program })
  })

  test('what is missing is said in words', ({ assert }) => {
    assert.match(describeTools({}).video, /ffmpeg is not installed/)
    assert.match(describeTools({}).document, /poppler is not installed/)
    assert.notMatch(describeTools({ ffmpeg: '/usr/bin/ffmpeg' }).video, /not installed/)
  })

  test('give what they print, and know nothing of the environment', async ({ assert }) => {
    const { output } = await runScript('console.log(Object.keys(process.env).length)')

    assert.equal(output?.toString(), '0\n')
  })

  test('give nothing when they {name}')
    .with([
      { name: 'fail', script: 'process.exit(1)' },
      { name: 'crash', script: 'process.abort()' },
      {
        name: 'print without end',
        script: 'for (;;) require("fs").writeSync(1, "x".repeat(9999))',
      },
    ])
    .run(async ({ assert }, { script }) => {
      assert.deepEqual(await runScript(script), {})
      assert.deepEqual(await runScript(script, limits, tools), {})
    })

  test('are late when they {name}')
    .with([
      { name: 'take too long where nothing else bounds them', script: 'for (;;);', seconds: 1 },
      { name: 'compute too long', script: 'for (;;);', seconds: 3, installed: tools },
      {
        name: 'end in order when they have computed too long',
        script: signalled + compute,
        seconds: 3,
        installed: tools,
      },
    ])
    .run(async ({ assert }, { script, seconds, installed }) => {
      assert.deepEqual(await runScript(script, { ...limits, seconds }, installed), { isLate: true })
    })

  test('that {name} are the fault of the machine')
    .with([
      { name: 'somebody else kills', script: 'process.kill(process.pid, "SIGKILL")' },
      { name: 'somebody else ends', script: 'process.kill(process.pid, "SIGTERM")' },
      { name: 'end in order for a signal', script: 'process.exit(255)' },
      { name: 'lack a library', script: 'process.exit(127)' },
    ])
    .run(async ({ assert }, { script }) => {
      await assert.rejects(() => runScript(script), /SIGKILL|SIGTERM|255|127/)
      await assert.rejects(() => runScript(script, limits, tools), /SIGKILL|SIGTERM|255|127/)
    })

  test('that wait and do not compute are not late where prlimit is installed', async ({
    assert,
  }) => {
    const waiting = runScript('setInterval(() => {}, 9999)', { ...limits, seconds: 1 }, tools)

    if (tools.prlimit) await assert.rejects(() => waiting, /SIGKILL/)
    else assert.deepEqual(await waiting, { isLate: true })
  })

  test('cannot write a file or take more memory where prlimit is installed', async ({ assert }) => {
    const path = await write('untouched', '')
    const writing = `require("fs").writeFileSync(${JSON.stringify(path)}, "x"); console.log("done")`
    const { output } = await runTool(process.execPath, ['-e', writing], limits, tools)

    assert.equal(output?.toString(), tools.prlimit ? undefined : 'done\n')
  })

  test('that are gone are the fault of the machine', async ({ assert }) => {
    await assert.rejects(() => runTool('/nowhere/ffmpeg', [], limits, {}), /ENOENT/)
    await assert.rejects(() => runTool('/nowhere/ffmpeg', [], limits, tools), /ENOENT|No such file/)
  })

  test('are given what they read piece by piece, and need not read it', async ({ assert }) => {
    const pieces = Array.from({ length: 64 }, () => Buffer.alloc(65_536, 'x'))
    const count =
      'let n = 0; process.stdin.on("data", (d) => (n += d.length)).on("end", () => console.log(n))'
    const printedBy = async (script: string) => {
      const { output } = await runTool(process.execPath, ['-e', script], limits, tools, pieces)
      return output?.toString()
    }

    assert.equal(await printedBy(count), `${64 * 65_536}\n`)
    assert.equal(await printedBy('console.log("enough"); process.exit()'), 'enough\n')
  })

  test('whose input cannot be read are not to blame for it', async ({ assert }) => {
    const broken = async function* () {
      yield Buffer.from('x')
      throw new Error('the disk is gone')
    }
    const reading = runTool(process.execPath, ['-e', '0'], limits, tools, broken())

    await assert.rejects(() => reading, 'the disk is gone')
  })
})
