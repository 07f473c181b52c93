import { test } from '@japa/runner'
import AccessToken from '#app/accounts/sessions/models/access_token'
import Session from '#app/accounts/sessions/models/session'
import { RevokeSession } from '#app/accounts/sessions/actions/revoke_session'
import { PASSWORD, UserFactory } from '#database/factories/user_factory'
import { choose, openPage, photo, signIn } from '#tests/support/browser/browser'
import { Site } from '#tests/support/services/site'

test.group('sessions in a browser', (group) => {
  let site: Site

  group.setup(async () => {
    site = await Site.shared()
  })

  async function openAs(user: Awaited<ReturnType<typeof UserFactory.create>>) {
    const page = await openPage(site.url)
    await signIn(page, user)
    return page
  }

  const sessionsOf = (userId: string) => Session.query().where({ userId })

  /** As if a quarter of an hour had passed. */
  async function endAccessTokens(userId: string) {
    const sessions = await sessionsOf(userId)
    const ids = sessions.map(({ id }) => id)
    await AccessToken.query().whereIn('session_id', ids).delete()
  }

  test('a reload keeps who is signed in, and no token lies where a script can find it', async ({
    assert,
  }) => {
    const user = await UserFactory.create()
    const page = await openAs(user)
    await page.reload()
    await page.getByRole('button', { name: 'Account', exact: true }).waitFor()
    const kept = await page.evaluate(
      'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])'
    )
    assert.notMatch(String(kept), /mi_(access|refresh)/)
    const [cookie] = await page.context().cookies()
    assert.containsSubset(cookie, {
      path: '/auth/refresh',
      httpOnly: true,
      // Over plain http; over https it is.
      secure: false,
      sameSite: 'Strict',
    })
  })

  test('two tabs go on after their tokens have expired, in one session', async ({ assert }) => {
    const user = await UserFactory.create()
    const first = await openAs(user)
    const second = await first.context().newPage()
    await second.goto(site.url)
    await second.getByRole('button', { name: 'Account', exact: true }).waitFor()

    for (let round = 0; round < 3; round++) {
      await endAccessTokens(user.id)
      await Promise.all(
        [first, second].map(async (page) => {
          await page.getByRole('link', { name: round % 2 ? 'All' : 'Photos' }).click()
          await page.getByRole('heading', { name: /Nothing here|Drop your photos/ }).waitFor()
        })
      )
    }
    for (const page of [first, second]) {
      await page.reload()
      await page.getByRole('button', { name: 'Account', exact: true }).waitFor()
    }
    const sessions = await sessionsOf(user.id)
    assert.lengthOf(sessions, 1)
    assert.isNull(sessions[0].revokedAt)
  })

  test('what happens in one tab is seen in the other', async () => {
    const first = await openAs(await UserFactory.create())
    const second = await first.context().newPage()
    await second.goto(site.url)
    await second.getByRole('heading', { name: 'Drop your photos anywhere' }).waitFor()
    await choose(first, photo('photo.webp'))
    await second.getByRole('link', { name: 'Photo, photo.webp' }).locator('img.is-shown').waitFor()
    // The tab that held the stream goes, and the other takes over.
    await first.close()
    await choose(second, photo('flowers.jpeg'))
    const flowers = second.getByRole('link', { name: 'Photo, flowers.jpeg' })
    await flowers.locator('img.is-shown').waitFor()
  })

  test('who is signed out elsewhere is told so at once', async ({ assert }) => {
    const user = await UserFactory.create()
    const page = await openAs(user)
    const [session] = await sessionsOf(user.id)
    await new RevokeSession().handle({ id: session.id, origin: { actorId: user.id } })
    await page.getByText('You were signed out.').waitFor({ timeout: 10_000 })
    await signIn(page, user)
    assert.deepEqual(page.faults, [])
  })

  test('signing out ends the session, in all tabs', async ({ assert }) => {
    const user = await UserFactory.create()
    const first = await openAs(user)
    const second = await first.context().newPage()
    await second.goto(site.url)
    await second.getByRole('button', { name: 'Account', exact: true }).click()
    await second.getByRole('button', { name: 'Sign out' }).click()
    for (const page of [first, second]) {
      await page.getByRole('heading', { name: 'Welcome back' }).waitFor()
    }
    const [session] = await sessionsOf(user.id)
    assert.isNotNull(session.revokedAt)
  })

  test('the account page ends other sessions and changes the password', async ({ assert }) => {
    const user = await UserFactory.create()
    const other = await openAs(user)
    const page = await openAs(user)
    await page.goto(`${site.url}/#/account`)
    await page.getByText('This one').waitFor()
    await page.getByRole('button', { name: /^Sign out Chrome/ }).click()
    await other.getByText('You were signed out.').waitFor({ timeout: 10_000 })

    const form = page.getByRole('region', { name: 'Change your password' })
    await form.getByLabel('Current password').fill('not the right one')
    await page.getByLabel('New password').fill('eighteen dry ducks')
    await page.getByRole('button', { name: 'Change password' }).click()
    await page.getByText('This is not your current password').waitFor()
    await form.getByLabel('Current password').fill(PASSWORD)
    await page.getByRole('button', { name: 'Change password' }).click()
    await page.getByText('Password changed.').waitFor()
    assert.deepEqual(page.faults, [])
  })
})
