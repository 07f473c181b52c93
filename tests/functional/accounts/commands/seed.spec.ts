import { test } from '@japa/runner'
import User from '#app/accounts/models/user'
import { CreateFirstAdministrator } from '#app/accounts/actions/create_first_administrator'
import { PASSWORD, UserFactory } from '#database/factories/user_factory'
import { freshEmail } from '#tests/support/http/auth'

const seed = (email: string, password?: string) => {
  return new CreateFirstAdministrator().handle({ email, password })
}

test.group('the first administrator', (group) => {
  group.each.setup(async () => {
    await User.query().where({ role: 'ADMIN' }).update({ role: 'USER' })
  })

  test('has the password that was given, and it is told to nobody', async ({ client, assert }) => {
    const email = freshEmail()
    const made = await seed(email, PASSWORD)
    assert.equal(made!.user.role, 'ADMIN')
    assert.isUndefined(made!.password)
    const signIn = await client.post('/auth/login').json({ email, password: PASSWORD })
    signIn.assertStatus(200)
  })

  test('has a password that is made up where none was given', async ({ client, assert }) => {
    const email = freshEmail()
    const { password } = (await seed(email))!
    assert.match(password!, /^[\w-]{24}$/)
    const signIn = await client.post('/auth/login').json({ email, password })
    signIn.assertStatus(200)
    assert.isTrue(signIn.body().data.user.mustChangePassword)
  })

  test('is the only one, however often and many times at once it is seeded', async ({ assert }) => {
    const email = freshEmail()
    await Promise.all([seed(email), seed(email), seed(email)])
    assert.isNull(await seed(email))
    assert.isNull(await seed(freshEmail()))
    assert.lengthOf(await User.query().where({ role: 'ADMIN' }), 1)
  })

  test('is not made of an account that somebody has already', async ({ assert }) => {
    const user = await UserFactory.create()
    await assert.rejects(() => seed(user.email), /ADMIN_EMAIL.*already signed up/)
    await user.refresh()
    assert.equal(user.role, 'USER')
  })

  test('has no common password', async ({ assert }) => {
    const email = freshEmail()
    await assert.rejects(() => seed(email, 'Password1234'), /ADMIN_PASSWORD.*most used/)
    assert.isNull(await User.findBy({ email }))
  })
})
