import { test } from '@japa/runner'
import ace from '@adonisjs/core/services/ace'
import { defaultQuota } from '#config/uploads'
import UserQuota from '#commands/user_quota'
import { auditOf } from '#tests/support/http/auth'
import { UserFactory } from '#database/factories/user_factory'

async function run(...argv: string[]) {
  ace.ui.switchMode('raw')
  const command = await ace.create(UserQuota, argv)
  await command.exec()
  return command
}

test.group('user:quota', () => {
  test('sets a quota that the account sees and that the log tells of', async ({
    client,
    assert,
  }) => {
    const user = await UserFactory.create()
    const command = await run(user.email, '--bytes=5000', '--assets=7')
    command.assertSucceeded()
    const response = await client.get('/auth/me').loginAs(user)
    const usage = { bytes: 0, assets: 0, quotaBytes: 5_000, quotaAssets: 7 }
    assert.deepEqual(response.body().data.usage, usage)
    const [entry] = await auditOf(user.id)
    assert.equal(entry.action, 'user.quota_changed')
  })

  test('leaves what is not named, and goes back to the default', async ({ assert }) => {
    const user = await UserFactory.merge({ quotaBytes: 1, quotaAssets: 2 }).create()
    await run(user.email, '--assets=9')
    await user.refresh()
    assert.deepEqual([user.quotaBytes, user.quotaAssets], [1, 9])
    const command = await run(user.email, '--default')
    const [{ message }] = command.logger.getLogs()
    assert.include(message, `may keep ${defaultQuota.bytes} bytes (the default) and`)
    await user.refresh()
    assert.deepEqual([user.quotaBytes, user.quotaAssets], [null, null])
  })

  test('fails for {0}')
    .with([
      ['an unknown account', ['nobody@example.org', '--bytes=1']],
      ['an email that is none', ['nobody', '--bytes=1']],
      ['a negative amount', ['nobody@example.org', '--bytes=-1']],
    ] as [string, string[]][])
    .run(async (_, [, argv]) => {
      const command = await run(...argv)
      command.assertFailed()
    })
})
