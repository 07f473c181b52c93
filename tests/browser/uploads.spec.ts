import { test } from '@japa/runner'
import type { Page } from 'playwright-core'
import Asset from '#app/assets/models/asset'
import type User from '#app/accounts/models/user'
import { UserFactory } from '#database/factories/user_factory'
import { choose, openPage, photo, signIn } from '#tests/support/browser/browser'
import { eventually } from '#tests/support/eventually'
import { makeRecording } from '#tests/support/browser/recording'
import { Site } from '#tests/support/services/site'
import { limitUpload, SentParts } from '#tests/support/http/traffic'

const MB = 1_024 * 1_024

/** Parts of 16 MiB, ten of them, of which four go at a time. */
const RECORDING_BYTES = 160 * MB

test.group('uploads of the page', (group) => {
  let site: Site

  group.setup(async () => {
    site = await Site.shared()
  })

  async function openAs(user: User, { url } = site) {
    const page = await openPage(url)
    await signIn(page, user)
    return page
  }

  /** Chooses a recording, and waits until a part of it has been sent. */
  async function beginUpload(user: User, at = site) {
    const { path, sha256 } = await makeRecording(RECORDING_BYTES)
    const page = await openAs(user, at)
    const sent = new SentParts(page)
    await limitUpload(page, 16 * MB)
    await choose(page, path)
    await sent.more(1)
    return { page, sent, sha256 }
  }

  test('a large file survives a reload and a crash of the API, and no finished part is sent again', async ({
    assert,
  }) => {
    // Its own, for the API dies here.
    const mortal = await Site.start()
    const user = await UserFactory.create()
    const { page, sent, sha256 } = await beginUpload(user, mortal)

    // Nobody chooses the file again: the browser has kept it.
    await page.reload()
    await sent.more(1)
    await mortal.killServer()
    await page.getByText('resumes automatically').waitFor()
    await mortal.startServer()

    await page.getByText('Uploaded', { exact: true }).waitFor({ timeout: 90_000 })
    assert.isEmpty(sent.repeated)
    const asset = await eventually(() => Asset.findBy({ userId: user.id, status: 'ready' }))
    assert.equal(asset.sha256, sha256)
    assert.deepEqual(page.faults, [])
  })

  test('a paused upload waits over a reload, and goes on from where it was', async ({ assert }) => {
    const user = await UserFactory.create()
    const { page, sent } = await beginUpload(user)
    await page.getByRole('button', { name: 'Pause concert.wav' }).click()
    await page.waitForFunction(isPauseKept)
    await page.reload()
    await page.getByRole('button', { name: 'Resume concert.wav' }).click()
    await page.getByText('Uploaded', { exact: true }).waitFor({ timeout: 90_000 })
    assert.isEmpty(sent.repeated)
  })

  test('a cancelled upload leaves nothing behind', async ({ assert }) => {
    const user = await UserFactory.create()
    const { page } = await beginUpload(user)
    await page.getByRole('button', { name: 'Cancel concert.wav' }).click()
    await eventually(async () => (await Asset.findBy({ userId: user.id })) === null)
    await page.reload()
    await page.getByRole('heading', { name: 'Drop your photos anywhere' }).waitFor()
    assert.equal(await page.getByRole('region', { name: 'Uploads' }).count(), 0)
  })

  test('ten seconds without a connection cost nothing but time', async ({ assert }) => {
    const user = await UserFactory.create()
    const page = await openAs(user)
    await limitUpload(page, 64 * 1_024)
    await choose(page, ['phone.jpg', 'photo.png'].map(photo))
    await page.getByText(/^Uploading 1 of 2$/).waitFor()
    await goOffline(page, 10_000)
    await limitUpload(page, -1)
    await page.getByText('All 2 uploaded').waitFor({ timeout: 60_000 })
    await page.locator('img.is-shown').nth(1).waitFor()
    const assets = await Asset.findManyBy({ userId: user.id })
    assert.lengthOf(assets, 2)
    assert.deepEqual(page.faults, [])
  })
})

/** Whether the browser has written down, for the next page, that an upload is paused. */
const isPauseKept = `new Promise((resolve) => {
  const opening = indexedDB.open('media-inbox', 1)
  opening.onsuccess = () => {
    const reading = opening.result.transaction('uploads').objectStore('uploads').getAll()
    reading.onsuccess = () => {
      opening.result.close()
      resolve(reading.result.some(({ isPaused }) => isPaused))
    }
  }
})`

async function goOffline(page: Page, milliseconds: number) {
  await page.context().setOffline(true)
  await page.waitForTimeout(milliseconds)
  await page.context().setOffline(false)
}
