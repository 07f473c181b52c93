import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import type Asset from '#app/assets/models/asset'
import { hashPassword } from '#app/accounts/auth/passwords'
import Share from '#app/sharing/models/share'
import store from '#app/storage/main'
import { lookAt } from '#tests/support/browser/accessibility'
import { openPage } from '#tests/support/browser/browser'
import { eventually } from '#tests/support/eventually'
import { mediaFile } from '#tests/support/http/uploads'
import { photos } from '#tests/support/http/shares'
import { Site } from '#tests/support/services/site'

const PICTURES = ['phone.jpg', 'flowers.jpeg', 'portrait-orientation-6.jpg']
const TERMS = { albumId: null, expiresAt: null, originals: true, location: false }

/** Photos with a real picture as their thumbnail, and a share of them. */
async function sharedPhotos() {
  const { user, assets } = await photos(PICTURES.length)
  for (const [index, name] of PICTURES.entries()) await picture(assets[index], name)
  const terms = { ...TERMS, userId: user.id, title: 'A <b>week</b> in Venice', maxDownloads: 5 }
  const password = await hashPassword('gondola')
  const share = await db.transaction(async (trx) => {
    const opened = await Share.open({ ...terms, password }, trx)
    const rows = assets.map(({ id }) => ({ share_id: opened.id, asset_id: id }))
    await trx.table('share_assets').multiInsert(rows)
    return opened
  })
  return { assets, share }
}

async function picture(asset: Asset, name: string) {
  const { bytes } = await mediaFile(`good/${name}`)
  const [thumbnail] = asset.variants
  const key = thumbnail.objectKey
  await store.put(key, bytes, { size: bytes.length, contentType: 'image/jpeg' })
  await asset
    .merge({ filename: name, variants: [{ ...thumbnail, contentType: 'image/jpeg' }] })
    .save()
}

test.group('the page of a share', () => {
  test('asks for its password, shows pictures, and downloads one and all', async ({ assert }) => {
    const site = await Site.shared()
    const { share, assets } = await sharedPhotos()
    const url = `${site.url}/s/${share.secret}`
    const head = await fetch(url)
    assert.equal(head.headers.get('x-robots-tag'), 'noindex')
    assert.notInclude(await head.text(), 'Venice')

    const page = await openPage(url, { viewport: { width: 390, height: 844 } })
    await page.getByLabel('Password').fill('wrong')
    await page.getByRole('button', { name: 'Open' }).click()
    await page.getByText('This is not the password.').waitFor()
    assert.deepEqual(await lookAt(page), [])
    await page.getByLabel('Password').fill('gondola')
    await page.getByRole('button', { name: 'Open' }).click()
    await page.getByRole('heading', { name: 'A <b>week</b> in Venice' }).waitFor()
    await eventually(() =>
      page.evaluate(
        `[...document.images].filter((image) => image.naturalWidth > 0).length === ${PICTURES.length}`
      )
    )
    assert.deepEqual(await lookAt(page), [])

    await page.getByRole('link', { name: `Open ${PICTURES[2]}` }).click()
    await page.getByRole('img', { name: PICTURES[2] }).waitFor()
    await page.keyboard.press('ArrowRight')
    await page.getByRole('img', { name: PICTURES[1] }).waitFor()
    assert.deepEqual(await lookAt(page), [])
    const one = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Download' }).click()
    const file = await one
    assert.equal(file.suggestedFilename(), PICTURES[1])
    await file.path()
    await page.goBack()
    await page.getByText('Downloads left: 4').waitFor()
    const all = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Download all' }).click()
    const zip = await all
    assert.match(zip.suggestedFilename(), /\.zip$/)
    await zip.path()
    await page.getByText('Downloads left: 1').waitFor()
    await share.refresh()
    assert.equal(share.downloads, 4)
    assert.deepEqual(page.faults, [])

    // Without its password it may be previewed.
    await share.merge({ password: null }).save()
    const open = await fetch(url)
    const html = await open.text()
    assert.match(html, /og:title" content="A &\S+;b&\S+;week&\S+b&\S+; in Venice"/)
    const newest = assets.at(-1)!
    const preview = `${site.url}/shared/${share.secret}/assets/${newest.id}/thumbnail`
    assert.include(html, `<meta property="og:image" content="${preview}" />`)
    await share.delete()
    await page.reload()
    await page.getByText('There is nothing behind this link.').waitFor()
  })
})
