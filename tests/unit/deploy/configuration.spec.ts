import { test } from '@japa/runner'
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { matches, read, root, variableNames } from '#tests/unit/deploy/repository'

const run = promisify(execFile)

test.group('The documented configuration', () => {
  test('.env.example names every variable of start/env.ts, in its order', async ({ assert }) => {
    const documented = matches(await read('.env.example'), /^#?([A-Z0-9_]+)=/gm)
    assert.deepEqual(documented, await variableNames())
  })

  test('docs/configuration.md names every variable of start/env.ts, in its order', async ({
    assert,
  }) => {
    const documented = matches(await read('docs/configuration.md'), /^\| `([A-Z0-9_]+)` \|/gm)
    assert.deepEqual(documented, await variableNames())
  })

  test('the two documents give the same defaults and examples', async ({ assert }) => {
    const example = await read('.env.example')
    const table = await read('docs/configuration.md')
    for (const [, name, value] of table.matchAll(/^\| `([A-Z0-9_]+)` \| (?:`(.+?)`)? \|/gm)) {
      assert.include(example, `\n#${name}=${value ?? ''}\n`)
    }
  })

  test('the start accepts every value of .env.example', async ({ assert, cleanup }) => {
    const folder = await mkdtemp(join(tmpdir(), 'env-'))
    cleanup(() => rm(folder, { recursive: true }))
    const example = await read('.env.example')
    await writeFile(join(folder, '.env'), example.replace(/^#(?=[A-Z0-9_]+=)/gm, ''))

    const script = `
      const { default: env } = await import('#start/env')
      console.log(env.get('SESSION_IDLE_TTL'))
    `
    const { stdout } = await run(
      process.execPath,
      ['--import=@poppinss/ts-exec', '--input-type=module', '--eval', script],
      {
        cwd: root,
        env: { ENV_PATH: folder, APP_KEY: 'thirty-two characters and most of them different' },
      }
    )
    assert.equal(stdout.trim(), '604800')
  })
})
