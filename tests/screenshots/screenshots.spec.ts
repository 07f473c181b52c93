import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { test } from '@japa/runner'
import type { BrowserContextOptions, Page } from 'playwright-core'
import type User from '#app/accounts/models/user'
import { choose, openPage, photo, signIn } from '#tests/support/browser/browser'
import { makeRecording } from '#tests/support/browser/recording'
import { Site } from '#tests/support/services/site'
import { limitUpload } from '#tests/support/http/traffic'
import { setScene } from './scene.js'

const FOLDER = new URL('../../docs/screenshots/', import.meta.url)

/** Pixels; wider pictures are made smaller, for a page shows them no larger. */
const WIDEST = 1_920

const DESK = { width: 1_440, height: 900 }
const PHONE = { width: 360, height: 740 }
const UHD = { width: 3_840, height: 2_160 }

const BY_DAY = { viewport: DESK, colorScheme: 'light' } as const
const BY_NIGHT = { viewport: DESK, colorScheme: 'dark' } as const
const PHONE_BY_DAY = { viewport: PHONE, colorScheme: 'light', deviceScaleFactor: 2 } as const
const PHONE_BY_NIGHT = { ...PHONE_BY_DAY, colorScheme: 'dark' } as const
const UHD_BY_NIGHT = { viewport: UHD, colorScheme: 'dark' } as const

test.group('screenshots', (group) => {
  let site: Site
  let owner: User

  group.setup(async () => {
    await mkdir(FOLDER, { recursive: true })
    site = await Site.shared()
  })
  group.setup(async () => {
    owner = await setScene(site.url)
  })

  async function openAs(user: User, options: BrowserContextOptions) {
    const page = await openPage(site.url, options)
    await signIn(page, user)
    return page
  }

  test('the sign-in page: {name}')
    .with([
      { name: 'sign-in', options: BY_DAY },
      { name: 'sign-in-phone', options: PHONE_BY_NIGHT },
    ])
    .run(async (_, { name, options }) => {
      const page = await openPage(site.url, options)
      await page.getByRole('heading', { name: 'Welcome back' }).waitFor()
      await take(page, name)
    })

  test('the inbox: {name}')
    .with([
      { name: 'inbox', options: BY_DAY },
      { name: 'inbox-night', options: BY_NIGHT },
      { name: 'inbox-phone', options: PHONE_BY_DAY },
      { name: 'inbox-4k', options: UHD_BY_NIGHT },
    ])
    .run(async (_, { name, options }) => {
      const page = await openAs(owner, options)
      await take(page, name)
    })

  test('uploads on their way: {name}')
    .with([
      { name: 'uploads', options: BY_DAY },
      { name: 'uploads-phone', options: PHONE_BY_NIGHT },
    ])
    .run(async (_, { name, options }) => {
      const page = await openAs(owner, options)
      await page.locator('img.is-shown').first().waitFor()
      await limitUpload(page, 2_000_000)
      const { path } = await makeRecording(90_000_000)
      await choose(page, path)
      await choose(page, ['orientation-1.jpg', 'flowers.jpeg', 'phone.jpg'].map(photo))
      await page.getByText('You have this one already').first().waitFor()
      await page.getByText(/left$/).waitFor()
      await take(page, name)
      await page.getByRole('button', { name: 'Cancel concert.wav' }).click()
    })

  test('one photo: {name}')
    .with([
      { name: 'photo-night', options: BY_NIGHT },
      { name: 'photo-phone', options: PHONE_BY_DAY },
    ])
    .run(async (_, { name, options }) => {
      const page = await openAs(owner, options)
      await page.getByRole('link', { name: 'gps.jpg' }).first().click()
      await page.getByText('NIKON COOLPIX P6000').waitFor()
      await take(page, name)
    })

  test('the pages beside it: {name}')
    .with([
      { name: 'account', place: 'account', text: 'This one', options: PHONE_BY_DAY },
      { name: 'jobs', place: 'jobs', text: 'Completed', options: BY_DAY },
    ])
    .run(async (_, { name, place, text, options }) => {
      const page = await openAs(owner, options)
      await page.goto(`${site.url}/#/${place}`)
      await page.locator('.rows').getByText(text).first().waitFor()
      await take(page, name)
    })
})

/** Keeps what is seen, once all pictures in it have come and nothing moves. */
async function take(page: Page, name: string) {
  for (const coming of ['[aria-busy=true]', '.picture > img:not(.is-shown)']) {
    await page.locator(coming).first().waitFor({ state: 'detached' })
  }
  const picture = await page.screenshot({ animations: 'disabled' })
  await sharp(picture)
    .resize({ width: WIDEST, withoutEnlargement: true })
    .webp({ quality: 82, effort: 6 })
    .toFile(fileURLToPath(new URL(`${name}.webp`, FOLDER)))
}
