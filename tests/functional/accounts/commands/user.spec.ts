import { test } from '@japa/runner'
import User from '#app/accounts/models/user'
import UserCreate from '#commands/user_create'
import UserRole from '#commands/user_role'
import { UpdateUser } from '#app/accounts/actions/update_user'
import { LastAdministrator } from '#app/accounts/errors'
import { PASSWORD, UserFactory } from '#database/factories/user_factory'
import { auditOf, freshEmail } from '#tests/support/http/auth'
import { runCommand } from '#tests/support/services/commands'

test.group('user:create', () => {
  test('makes an account, and asks for the password', async ({ client, assert }) => {
    const email = freshEmail()
    const argv = [email.toUpperCase(), '--role=ADMIN', '--full-name=Ann']
    const { exitCode, said } = await runCommand(UserCreate, argv, { Password: PASSWORD })

    assert.equal(exitCode, 0)
    assert.deepEqual(said, [`made ${email}, ADMIN`])
    const user = await User.findByOrFail({ email })
    assert.containsSubset(user.serialize(), { role: 'ADMIN', fullName: 'Ann' })
    const [entry] = await auditOf(user.id)
    assert.containsSubset(entry.serialize(), { action: 'user.created', actorId: null })
    const signIn = await client.post('/auth/login').json({ email, password: PASSWORD })
    signIn.assertStatus(200)
  })

  test('asks for the email as well, and makes a plain user', async ({ assert }) => {
    const email = freshEmail()
    await runCommand(UserCreate, [], { Email: email, Password: PASSWORD })
    const { role } = await User.findByOrFail({ email })
    assert.equal(role, 'USER')
  })

  test('says all that is wrong, and makes nothing', async ({ assert }) => {
    const argv = ['nobody', '--role=BOSS']
    const { exitCode, said } = await runCommand(UserCreate, argv, { Password: 'short' })
    assert.equal(exitCode, 1)
    assert.lengthOf(said, 3)
    assert.isNull(await User.findBy({ email: 'nobody' }))
  })

  test('refuses a taken email', async ({ assert }) => {
    const { email } = await UserFactory.create()
    const { exitCode, said } = await runCommand(UserCreate, [email], { Password: PASSWORD })
    assert.equal(exitCode, 1)
    assert.match(said[0], /already signed up/)
  })
})

test.group('user:role', () => {
  test('gives another role, and tells the audit log', async ({ assert }) => {
    const user = await UserFactory.create()
    const { exitCode, said } = await runCommand(UserRole, [user.email, 'ADMIN'])

    assert.equal(exitCode, 0)
    assert.deepEqual(said, [`${user.email} is ADMIN now`])
    await user.refresh()
    assert.equal(user.role, 'ADMIN')
    const [entry] = await auditOf(user.id)
    assert.equal(entry.action, 'user.role_changed')
    assert.deepEqual(entry.payload, { from: 'USER', to: 'ADMIN' })
  })

  test('asks for what is not given', async ({ assert }) => {
    const user = await UserFactory.create()
    await runCommand(UserRole, [], { Email: user.email, Role: 'ADMIN' })
    await user.refresh()
    assert.equal(user.role, 'ADMIN')
  })

  test('tells nothing where the role stays', async ({ assert }) => {
    const user = await UserFactory.create()
    const { exitCode } = await runCommand(UserRole, [user.email, 'USER'])
    assert.equal(exitCode, 0)
    assert.lengthOf(await auditOf(user.id), 0)
  })

  test('refuses {0}')
    .with([
      ['an email that nobody has', freshEmail(), 'USER', /no account/],
      ['an unknown role', freshEmail(), 'BOSS', /role is invalid/],
    ] as [string, string, string, RegExp][])
    .run(async ({ assert }, [, email, role, reason]) => {
      const { exitCode, said } = await runCommand(UserRole, [email, role])
      assert.equal(exitCode, 1)
      assert.match(said[0], reason)
    })

  test('leaves one administrator, however many lose the role at once', async ({ assert }) => {
    const administrators = await User.query().where({ role: 'ADMIN' })
    administrators.push(await UserFactory.apply('administrator').create())
    const changes = await Promise.allSettled(
      administrators.map(({ email }) => {
        return new UpdateUser().handle({ email }, { role: 'USER' }, { actorId: null })
      })
    )

    const refused = changes.filter((change) => change.status === 'rejected')
    assert.lengthOf(refused, 1)
    assert.instanceOf(refused[0].reason, LastAdministrator)
    assert.lengthOf(await User.query().where({ role: 'ADMIN' }), 1)
  })
})
