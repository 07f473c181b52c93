import { test } from '@japa/runner'
import { chmod } from 'node:fs/promises'
import { delimiter, dirname } from 'node:path'
import { runTool } from '#media/run_tool'
import { describeTools, findTools } from '#media/tools'
import { limits, write } from '#tests/unit/media/harness'

const tools = await findTools(process.env.PATH ?? '')

/** Runs a script with Node in the place of a program, within the bounds that programs get. */
const runScript = (script: string, bounds = limits) =>
  runTool(process.execPath, ['-e', script], bounds, {})

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
    const output = await runScript('console.log(Object.keys(process.env).length)')

    assert.equal(output?.toString(), '0\n')
  })

  test('give nothing when they {name}')
    .with([
      { name: 'fail', script: 'process.exit(1)', seconds: 30 },
      { name: 'crash', script: 'process.abort()', seconds: 30 },
      { name: 'take too long', script: 'for (;;);', seconds: 1 },
      {
        name: 'print without end',
        script: 'for (;;) require("fs").writeSync(1, "x".repeat(9999))',
        seconds: 30,
      },
    ])
    .run(async ({ assert }, { script, seconds }) => {
      assert.isUndefined(await runScript(script, { ...limits, seconds }))
    })

  test('cannot write a file or take more memory where prlimit is installed', async ({ assert }) => {
    const path = await write('untouched', '')
    const writing = `require("fs").writeFileSync(${JSON.stringify(path)}, "x"); console.log("done")`
    const output = await runTool(process.execPath, ['-e', writing], limits, tools)

    assert.equal(output?.toString(), tools.prlimit ? undefined : 'done\n')
  })

  test('that are gone are the fault of the machine', async ({ assert }) => {
    await assert.rejects(() => runTool('/nowhere/ffmpeg', [], limits, {}), /ENOENT/)
  })
})
