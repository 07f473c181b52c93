import ace from '@adonisjs/core/services/ace'
import { test } from '@japa/runner'
import storage from '#config/storage'

const setUp = async () => {
  ace.ui.switchMode('raw')
  ace.ui.logger.flushLogs()
  const { exitCode } = await ace.exec('store:setup', [])
  const lines = ace.ui.logger.getLogs().map(({ message }) => message)
  ace.ui.switchMode('normal')
  return { exitCode, lines }
}

test.group('store:setup', () => {
  test('says what it did, and changes nothing the second time', async ({ assert }) => {
    await setUp()
    const { exitCode, lines } = await setUp()

    assert.notOk(exitCode)
    const rules = ['The CORS rule was there already.', 'The lifecycle rule was there already.']
    const nothing = ['Objects are on disk: there is nothing to set up.']
    for (const said of storage.s3 ? rules : nothing) {
      assert.isTrue(lines.some((line) => line.includes(said)))
    }
  })
})
