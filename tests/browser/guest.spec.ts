import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import hash from '@adonisjs/core/services/hash'
import Asset from '#app/assets/models/asset'
import Link from '#app/links/models/link'
import { UserFactory } from '#database/factories/user_factory'
import { lookAt } from '#tests/support/browser/accessibility'
import { openPage, photo } from '#tests/support/browser/browser'
import { eventually } from '#tests/support/eventually'
import { openLink } from '#tests/support/http/links'
import { Site } from '#tests/support/services/site'

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

test.group('the page of an upload link', (group) => {
  let site: Site

  group.setup(async () => {
    site = await Site.shared()
  })

  test('sends photos over a lost connection and a reload, with the sender', async ({ assert }) => {
    const user = await UserFactory.merge({ fullName: 'Ann Ash' }).create()
    const link = await openLink(user, {
      title: 'Wedding of Ann and Bo',
      message: 'All your photos, please!',
      maxAssets: 3,
      senderName: 'required',
    })
    const page = await openPage(`${site.url}/r/${link.secret}`, PHONE)
    const origins = new Set<string>()
    page.on('request', (request) => origins.add(new URL(request.url()).origin))
    await page.getByRole('heading', { name: 'Wedding of Ann and Bo' }).waitFor()
    await page.getByText('Ann Ash asks for your files.').waitFor()
    await page.getByText('3 files left').waitFor()
    await page.getByLabel('Your name').fill('Bob')
    assert.deepEqual(await lookAt(page), [])
    await page.setViewportSize(PHONE.viewport)
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Choose files' }).waitFor()

    // Whatever is sent now is lost on its way.
    await page.context().route('**/objects/**', (route) => route.abort())
    const files = [photo('phone.jpg'), photo('phone.jpg')]
    await page.locator('input[type=file]').first().setInputFiles(files)
    await page.getByText('No connection.').first().waitFor()
    await page.context().unroute('**/objects/**')
    await page.reload()
    await page.getByRole('heading', { name: '2 files sent' }).waitFor()
    await page.locator('.thumbnail img').nth(1).waitFor()
    await page.getByText('1 file left').waitFor()
    assert.deepEqual(await lookAt(page), [])

    const sent = await Asset.findManyBy({ linkId: link.id })
    assert.deepEqual(
      sent.map(({ senderName }) => senderName),
      ['Bob', 'Bob']
    )
    page.on('dialog', (dialog) => dialog.accept())
    await page.getByRole('button', { name: 'Take back phone.jpg' }).first().click()
    await page.getByRole('heading', { name: '1 file sent' }).waitFor()
    await eventually(async () => {
      await link.refresh()
      return link.usedAssets === 1
    })
    assert.isEmpty(page.faults)
    assert.isTrue([...origins].every((origin) => origin === new URL(site.url).origin))
  })

  test('says with a sentence why nothing can be sent', async ({ assert }) => {
    const user = await UserFactory.create()
    const link = await openLink(user, { title: 'Lecture', maxAssets: 1 })
    await Link.query().where({ id: link.id }).update({ usedAssets: 1 })
    const page = await openPage(`${site.url}/r/${link.secret}`, { colorScheme: 'dark' })
    await page.getByText('This link is full: it accepts no more files.').waitFor()
    assert.deepEqual(await lookAt(page), [])
    await link.merge({ closedAt: DateTime.utc() }).save()
    await page.goto(`${site.url}/r/${link.secret}`)
    await page.getByText('This link has ended').waitFor()
    await page.goto(`${site.url}/r/unknown`)
    await page.getByText('There is no such link').waitFor()
    assert.deepEqual(await lookAt(page), [])
  })

  test('asks again after a wrong password', async () => {
    const user = await UserFactory.create()
    const link = await openLink(user, { password: await hash.make('let me in') })
    const page = await openPage(`${site.url}/r/${link.secret}`)
    await page.getByLabel('Password of the link').fill('let me out')
    await page.keyboard.press('Enter')
    await page.getByText('This is not the password of the link.').waitFor()
    await page.getByLabel('Password of the link').fill('let me in')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Choose files' }).waitFor()
  })
})
