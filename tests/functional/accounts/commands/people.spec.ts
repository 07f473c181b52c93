import { test } from '@japa/runner'
import User from '#app/accounts/models/user'
import MailTest from '#commands/mail_test'
import UserDisable from '#commands/user_disable'
import UserErase from '#commands/user_erase'
import UserInvite from '#commands/user_invite'
import UserPasswordReset from '#commands/user_password_reset'
import { PASSWORD, UserFactory } from '#database/factories/user_factory'
import { freshEmail } from '#tests/support/http/auth'
import { runCommand } from '#tests/support/services/commands'
import { useMailServer, withMailServer } from '#tests/support/services/smtp'

const tokenOf = (url: string) => url.split('/').at(-1)

test.group('Commands on people', () => {
  test('user:invite prints a link that creates an account', async ({ client, assert }) => {
    const email = freshEmail()
    const { exitCode, said } = await runCommand(UserInvite, [email, '--role=ADMIN'])
    assert.equal(exitCode, 0)
    assert.equal(said[0], `invited ${email}`)
    const body = { email, password: PASSWORD, invitation: tokenOf(said[1]) }
    const response = await client.post('/auth/register').json(body)
    response.assertStatus(201)
    assert.equal(response.body().data.user.role, 'ADMIN')
  })

  test('user:invite refuses an unknown role', async ({ assert }) => {
    const { exitCode, said } = await runCommand(UserInvite, ['--role=BOSS'])
    assert.equal(exitCode, 1)
    assert.match(said[0], /role is invalid/)
  })

  test('user:password-reset asks for the email and prints a link', async ({ client, assert }) => {
    const { email } = await UserFactory.create()
    const { said } = await runCommand(UserPasswordReset, [], { Email: email })
    const body = { token: tokenOf(said[1]), newPassword: 'nineteen dry herons' }
    const response = await client.post('/auth/password/reset').json(body)
    response.assertStatus(204)
    assert.equal(said[0], `made a link for ${email}`)
  })

  test('user:disable stops an account, and --off enables it', async ({ assert }) => {
    const { id, email } = await UserFactory.create()
    for (const [argv, isActive] of [
      [[email], false],
      [[email, '--off'], true],
    ] as const) {
      const { exitCode } = await runCommand(UserDisable, [...argv])
      assert.equal(exitCode, 0)
      const user = await User.findOrFail(id)
      assert.equal(user.isActive, isActive)
    }
  })

  test('user:erase schedules, cancels, and shows the receipt', async ({ assert }) => {
    const { id, email } = await UserFactory.create()
    const scheduled = await runCommand(UserErase, [email])
    assert.match(scheduled.said[0], new RegExp(`^${email} \\(${id}\\) is stopped`))
    const cancelled = await runCommand(UserErase, [email, '--cancel'])
    assert.equal(cancelled.said[0], `${email} is not erased`)
    const receipt = await runCommand(UserErase, [id, '--receipt'])
    const actions = receipt.said.map((line) => JSON.parse(line).action)
    assert.deepEqual(actions, ['user.erasure_requested', 'user.restored'])
  })

  test('{0} says that nobody has the email')
    .with([
      ['user:password-reset', UserPasswordReset],
      ['user:disable', UserDisable],
      ['user:erase', UserErase],
    ] as const)
    .run(async ({ assert }, [, command]) => {
      const { exitCode, said } = await runCommand(command, [freshEmail()])
      assert.equal(exitCode, 1)
      assert.match(said[0], /no account/)
    })

  test('user:erase --receipt says that there was no erasure', async ({ assert }) => {
    const { id } = await UserFactory.create()
    const { exitCode } = await runCommand(UserErase, [id, '--receipt'])
    assert.equal(exitCode, 1)
  })

  test('mail:test sends a mail, or says why not', async ({ assert }) => {
    const unset = await runCommand(MailTest, ['ann@example.org'])
    assert.equal(unset.exitCode, 1)
    assert.match(unset.said[0], /SMTP_URL/)
    const letters = await withMailServer()
    const sent = await runCommand(MailTest, ['ann@example.org'])
    assert.equal(sent.exitCode, 0)
    assert.lengthOf(letters, 1)
    await useMailServer('smtp://127.0.0.1:1')
    const refused = await runCommand(MailTest, ['ann@example.org'])
    assert.equal(refused.exitCode, 1)
    assert.match(refused.said[0], /not sent/)
  })
})
