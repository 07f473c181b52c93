import { test } from '@japa/runner'
import type { Page } from 'playwright-core'
import { TOTP } from 'otpauth'
import Key from '#app/accounts/keys/models/key'
import Passkey from '#app/accounts/factors/models/passkey'
import TotpFactor from '#app/accounts/factors/models/totp_factor'
import Session from '#app/accounts/sessions/models/session'
import { PASSWORD, UserFactory } from '#database/factories/user_factory'
import { lookAt } from '#tests/support/browser/accessibility'
import { openPage, signIn } from '#tests/support/browser/browser'
import { eventually } from '#tests/support/eventually'
import { Site } from '#tests/support/services/site'

/** A device that holds passkeys and verifies its user, as Chromium plays it. */
async function plugInAuthenticator(page: Page) {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
    },
  })
}

async function signOut(page: Page) {
  await page.getByRole('button', { name: 'Account', exact: true }).click()
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await page.getByRole('heading', { name: 'Welcome back' }).waitFor()
}

test.group('second factors and keys in a browser', (group) => {
  let site: Site

  group.setup(async () => {
    site = await Site.shared()
  })

  async function openAccount() {
    const user = await UserFactory.create()
    const page = await openPage(site.url)
    await signIn(page, user)
    await page.goto(`${site.url}/#/account`)
    await page.getByRole('heading', { name: 'Your account' }).waitFor()
    return { user, page }
  }

  test('an authenticator app is set up, asked for at sign-in and turned off', async ({
    assert,
  }) => {
    const { user, page } = await openAccount()
    await page.getByRole('button', { name: 'Set up an authenticator app' }).click()
    await page.getByRole('img', { name: 'QR code for your authenticator app' }).waitFor()
    const secret = (await page.locator('.authenticator-setup code').textContent())!
    const totp = new TOTP({ secret: secret.replaceAll(' ', '') })
    assert.deepEqual(await lookAt(page), [])
    const used = totp.generate()
    await page.getByLabel('The code that the app shows').fill(used)
    await page.getByRole('button', { name: 'Turn on' }).click()
    const codes = page.locator('.recovery-codes code')
    await codes.first().waitFor()
    assert.lengthOf(await codes.all(), 10)
    const recoveryCode = (await codes.first().textContent())!
    assert.deepEqual(await lookAt(page), [])

    await signOut(page)
    await page.getByLabel('Email').fill(user.email)
    await page.getByLabel('Password').fill(PASSWORD)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByLabel('Code of your authenticator app').fill(used)
    assert.deepEqual(await lookAt(page), [])
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByText('The code is wrong, used or expired').waitFor()
    await page.getByRole('button', { name: 'Use a recovery code' }).click()
    await page.getByLabel('Recovery code').fill(recoveryCode)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByText('9 recovery codes are left').waitFor()

    await page.getByRole('button', { name: 'Turn off …' }).click()
    const section = page.getByRole('region', { name: 'Two-step sign-in' })
    await section.getByLabel('Current password').fill(PASSWORD)
    assert.deepEqual(await lookAt(page), [])
    const next = totp.generate({ timestamp: Date.now() + 30_000 })
    await section.getByLabel('Code of your authenticator app').fill(next)
    await section.getByRole('button', { name: 'Turn off', exact: true }).click()
    await eventually(async () => !(await TotpFactor.isOn(user.id)))
    assert.deepEqual(page.faults, [])
  })

  test('a passkey is added, signs in, confirms who is there and is removed', async ({ assert }) => {
    const { user, page } = await openAccount()
    await plugInAuthenticator(page)
    await page.getByLabel('Name of this device').fill('Laptop')
    await page.getByRole('button', { name: 'Add a passkey' }).click()
    await page.getByRole('button', { name: 'Remove the passkey Laptop' }).waitFor()
    assert.deepEqual(await lookAt(page), [])

    await signOut(page)
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
    const remove = page.getByRole('button', { name: 'Remove the passkey Laptop' })
    await remove.waitFor()
    const passkey = await Passkey.findByOrFail({ userId: user.id })
    assert.isNotNull(passkey.lastUsedAt)

    await Session.query().where({ userId: user.id }).update({ confirmedAt: null })
    await remove.click()
    await page.getByRole('dialog').waitFor()
    assert.deepEqual(await lookAt(page), [])
    await page.getByRole('button', { name: 'Use a passkey' }).click()
    await remove.waitFor({ state: 'detached' })
    assert.isNull(await Passkey.findBy({ userId: user.id }))
    assert.deepEqual(page.faults, [])
  })

  test('a key is created after a confirmation, shown once and revoked', async ({ assert }) => {
    const { user, page } = await openAccount()
    await Session.query().where({ userId: user.id }).update({ confirmedAt: null })
    await page.getByLabel('Name of the key').fill('Backup')
    await page.getByLabel('Upload files').check()
    await page.getByRole('button', { name: 'Create key' }).click()
    await page.getByRole('dialog').getByLabel('Your password').fill(PASSWORD)
    await page.getByRole('button', { name: 'Confirm', exact: true }).click()
    await page.getByText(/mi_key_/).waitFor()
    assert.deepEqual(await lookAt(page), [])
    const key = await Key.findByOrFail({ userId: user.id })
    assert.deepEqual(key.scopes, ['uploads:write'])

    await page.getByRole('button', { name: 'Revoke the key Backup' }).click()
    await eventually(async () => !(await Key.find(key.id)))
  })
})
