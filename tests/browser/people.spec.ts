import { test } from '@japa/runner'
import type { Page } from 'playwright-core'
import User from '#app/accounts/models/user'
import { PASSWORD, UserFactory } from '#database/factories/user_factory'
import { findBarriers, lookAt } from '#tests/support/browser/accessibility'
import { openPage, signIn } from '#tests/support/browser/browser'
import { freshEmail } from '#tests/support/http/auth'
import { eventually } from '#tests/support/eventually'
import { Site } from '#tests/support/services/site'

const NEW_PASSWORD = 'nineteen dry herons'

test.group('people on the page', (group) => {
  let site: Site

  group.setup(async () => {
    site = await Site.shared()
  })

  async function openPeople() {
    const administrator = await UserFactory.apply('administrator').create()
    const page = await openPage(site.url)
    await signIn(page, administrator)
    await page.goto(`${site.url}/#/users`)
    await page.getByRole('heading', { name: 'People' }).waitFor()
    return page
  }

  async function manage(page: Page, email: string) {
    await page.getByRole('searchbox').fill(email)
    await page.getByRole('button', { name: `Manage ${email}` }).click()
  }

  test('somebody is invited by a link and creates an account with it', async ({ assert }) => {
    const page = await openPeople()
    const email = freshEmail()
    await page.getByLabel('Email, if only its owner').fill(email)
    await page.getByRole('button', { name: 'Invite' }).click()
    const link = await page.locator('.handed-link code').textContent()
    assert.deepEqual(await lookAt(page), [])

    const guest = await openPage(site.url + new URL(link!).hash)
    await guest.getByLabel('Email').fill(email)
    await guest.getByLabel('Password').fill(PASSWORD)
    assert.deepEqual(await lookAt(guest), [])
    await guest.getByRole('button', { name: 'Create account' }).click()
    await guest.getByRole('button', { name: 'Account', exact: true }).waitFor()
    assert.isNotNull(await User.findBy({ email }))
  })

  test('a link to a new password is handed over and used', async ({ assert }) => {
    const { email } = await UserFactory.create()
    const page = await openPeople()
    await manage(page, email)
    await page.getByRole('button', { name: `Link to a new password: ${email}` }).click()
    const link = await page.locator('.handed-link code').textContent()
    assert.deepEqual(await lookAt(page), [])

    const owner = await openPage(site.url + new URL(link!).hash)
    await owner.getByLabel('New password').fill(NEW_PASSWORD)
    assert.deepEqual(await lookAt(owner), [])
    await owner.getByRole('button', { name: 'Set password' }).click()
    await owner.getByText('Your new password is set').waitFor()
    await owner.getByLabel('Email').fill(email)
    await owner.getByLabel('Password').fill(NEW_PASSWORD)
    await owner.getByRole('button', { name: 'Sign in', exact: true }).click()
    await owner.getByRole('button', { name: 'Account', exact: true }).waitFor()
  })

  test('an account is disabled, enabled, erased and restored', async ({ assert }) => {
    const user = await UserFactory.create()
    const page = await openPeople()
    await manage(page, user.email)
    for (const [button, tag] of [
      ['Disable', 'Disabled'],
      ['Enable', ''],
      ['Erase', 'To be erased'],
      ['Restore', ''],
    ]) {
      await page.getByRole('button', { name: `${button}: ${user.email}` }).click()
      const tags = page.locator('.user .tag')
      await eventually(async () => {
        const texts = await tags.allTextContents()
        return texts.join() === tag
      })
      assert.deepEqual(await findBarriers(page), [])
    }
    await user.refresh()
    assert.isTrue(user.isActive)
  })

  test('a person erases their own account', async ({ assert }) => {
    const user = await UserFactory.create()
    const page = await openPage(site.url)
    await signIn(page, user)
    await page.goto(`${site.url}/#/account`)
    await page.getByRole('button', { name: 'Erase my account …' }).click()
    assert.deepEqual(await lookAt(page), [])
    const section = page.getByRole('region', { name: 'Leave' })
    await section.getByLabel('Current password').fill(PASSWORD)
    await section.getByRole('button', { name: 'Erase everything' }).click()
    await page.getByText('Your account is closed').waitFor()
    await user.refresh()
    assert.isNotNull(user.eraseAt)
  })

  test('a forgotten password and a used link say what to do', async ({ assert }) => {
    const page = await openPage(site.url)
    await page.getByRole('link', { name: 'Forgot your password?' }).click()
    await page.getByRole('heading', { name: 'Forgot your password?' }).waitFor()
    assert.deepEqual(await lookAt(page), [])
    await page.goto(`${site.url}/#/email/mi_email_${'a'.repeat(43)}`)
    await page.getByRole('button', { name: 'Confirm this address' }).click()
    await page.getByText('used, expired or unknown').waitFor()
    assert.deepEqual(await lookAt(page), [])
  })
})
