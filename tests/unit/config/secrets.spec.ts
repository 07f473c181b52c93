import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { ApplicationKey } from '#app/process/application_key'
import { readSecretFiles } from '#app/process/secret_files'
import { strongSecret, strongSecrets } from '#start/env_rules'

const STRONG = 'c0ffee00112233445566778899aabbcc'

test.group('a secret', () => {
  test('is refused when it can be guessed: {$self}')
    .with(['short', 'a'.repeat(64), 'abcabca'.repeat(8), STRONG.slice(1)])
    .run(({ assert }, weak) => {
      assert.throws(() => strongSecret()('STORE_HOOK_SECRET', weak), /at least 32 characters/)
      assert.throws(() => strongSecrets()('APP_KEY', `${STRONG},${weak}`), /^APP_KEY should be/)
    })

  test('is accepted with 32 characters, 8 of them different', ({ assert }) => {
    assert.equal(strongSecret()('STORE_HOOK_SECRET', STRONG)!.release(), STRONG)
  })

  test('may be a list, the current one first', ({ assert }) => {
    const secrets = strongSecrets()('APP_KEY', `${STRONG}, ${STRONG}2`)!.release()
    assert.deepEqual(secrets, [STRONG, `${STRONG}2`])
  })
})

test.group('an application key', () => {
  test('derives the same key for the same purpose', ({ assert }) => {
    const [key, same] = [new ApplicationKey(STRONG), new ApplicationKey(STRONG)]
    assert.isTrue(key.derive('links').equals(same.derive('links')))
    assert.isFalse(key.derive('links').equals(key.derive('shares')))
    assert.equal(key.id, same.id)
    assert.notEqual(key.id, new ApplicationKey(`${STRONG}2`).id)
  })
})

test.group('a variable with _FILE', () => {
  test('is read without the line break at its end', async ({ assert, cleanup }) => {
    const folder = await mkdtemp(join(tmpdir(), 'secrets-'))
    cleanup(() => rm(folder, { recursive: true }))
    const path = join(folder, 'key')
    await writeFile(path, `${STRONG}\n`)

    const variables: NodeJS.ProcessEnv = {
      APP_KEY_FILE: path,
      OIDC_GOOGLE_CLIENT_SECRET_FILE: path,
      OTHER_FILE: path,
    }
    readSecretFiles(variables)
    assert.deepEqual(variables, {
      APP_KEY: STRONG,
      OIDC_GOOGLE_CLIENT_SECRET: STRONG,
      OTHER_FILE: path,
    })
  })

  test('stops the start when the file cannot be read', ({ assert }) => {
    const read = () => readSecretFiles({ APP_KEY_FILE: '/nowhere/key' })
    assert.throws(read, /^APP_KEY_FILE: the file can't be read/)
  })

  test('stops the start beside the variable itself', ({ assert }) => {
    const read = () => readSecretFiles({ APP_KEY_FILE: '/nowhere/key', APP_KEY: STRONG })
    assert.throws(read, 'APP_KEY and APP_KEY_FILE are both set: unset one')
  })
})
