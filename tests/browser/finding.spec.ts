import { test } from '@japa/runner'
import Asset from '#app/assets/models/asset'
import { UserFactory } from '#database/factories/user_factory'
import { openPage, signIn } from '#tests/support/browser/browser'
import { eventually } from '#tests/support/eventually'
import { makePhotos } from '#tests/support/http/many_assets'
import { Site } from '#tests/support/services/site'

test.group('finding and selecting on the page', (group) => {
  let site: Site

  group.setup(async () => {
    site = await Site.shared()
  })

  async function openWith(photos: number) {
    const user = await UserFactory.create()
    await makePhotos(user.id, photos)
    await user.merge({ usedBytes: photos * 1_000, usedAssets: photos }).save()
    const owned = () => Asset.query().where({ userId: user.id })
    const change = (values: object, ...names: number[]) => {
      const filenames = names.map((name) => `photo-${name}.jpg`)
      return owned().whereIn('filename', filenames).update(values)
    }
    await change({ tags: ['holiday'] }, 1, 2, 3)
    await change({ tags: ['holiday', 'done'], favorite: true }, 4)
    const page = await openPage(site.url, { viewport: { width: 1_280, height: 800 } })
    await signIn(page, user)
    const tile = (name: number) => page.getByRole('link', { name: `photo-${name}.jpg` })
    await tile(0).waitFor()
    return { page, owned, tile }
  }

  test('the search combines words, suggests values and points at a word that means nothing', async ({
    assert,
  }) => {
    const { page, tile } = await openWith(12)
    const search = page.getByRole('combobox', { name: 'Search' })
    const shown = async (...names: number[]) => {
      await eventually(async () => (await page.locator('.tile').count()) === names.length)
      for (const name of names) await tile(name).waitFor()
    }

    await search.fill('photo colour:red')
    await search.press('Enter')
    await page.getByRole('alert').getByText('colour:red').waitFor()
    assert.equal(await page.evaluate('getSelection().toString()'), 'colour:red')

    await search.fill('tag:h')
    await page.getByRole('option', { name: 'tag:holiday' }).click()
    await shown(1, 2, 3, 4)
    await search.fill('tag:holiday -tag:done')
    await search.press('Enter')
    await shown(1, 2, 3)
    await page.reload()
    await shown(1, 2, 3)
    await search.fill('-is:favorite photo-4')
    await search.press('Enter')
    await page.getByText('Nothing here').waitFor()
    await search.fill('type:photo -is:favorite -photo-1 -tag:holiday')
    await search.press('Enter')
    await shown(0, 5, 6, 7, 8, 9)
    await page.getByRole('button', { name: 'Clear the search' }).click()
    await tile(4).waitFor()
    await search.fill('')
    await page.getByRole('option', { name: 'tag:holiday -tag:done' }).waitFor()
    assert.deepEqual(page.faults, [])
  })

  test('what is selected by mouse or keys is marked, deleted, restored and erased', async ({
    assert,
  }) => {
    const { page, owned, tile } = await openWith(8)
    const bar = page.getByRole('toolbar', { name: 'Selection' })
    const selected = (number: number) => bar.getByText(`${number} selected`).waitFor()
    const named = async (names: number[], is: (asset: Asset) => unknown) => {
      const assets = await owned()
      const found = assets.filter(is).map(({ filename }) => filename)
      const wanted = names.map((name) => `photo-${name}.jpg`)
      return found.length === wanted.length && wanted.every((name) => found.includes(name))
    }

    await tile(1).click({ modifiers: ['Control'] })
    await selected(1)
    await tile(3).click({ modifiers: ['Shift'] })
    await selected(3)
    await bar.getByRole('button', { name: 'Favorite' }).click()
    await eventually(() => named([1, 2, 3, 4], ({ favorite }) => favorite))

    // A drag selects from its start to its end.
    const [from, to] = [await tile(0).boundingBox(), await tile(2).boundingBox()]
    await page.mouse.move(from!.x + 40, from!.y + 40)
    await page.mouse.down()
    await page.mouse.move(to!.x + 40, to!.y + 40, { steps: 5 })
    await page.mouse.up()
    await selected(3)
    await bar.getByRole('button', { name: 'Tag' }).click()
    await page.getByLabel('Tags, with commas between them').fill('lake, boat')
    await page.getByRole('button', { name: 'Add', exact: true }).last().click()
    await eventually(() => named([0, 1, 2], ({ tags }) => tags.includes('boat')))

    await tile(5).focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Shift+Space')
    await selected(2)
    await page.keyboard.press('Delete')
    await eventually(() => named([5, 6], ({ trashedAt }) => trashedAt))
    await page.getByRole('button', { name: 'Undo' }).click()
    await eventually(() => named([], ({ trashedAt }) => trashedAt))
    await tile(5).waitFor()

    await page.keyboard.press('Control+a')
    await selected(8)
    await page.keyboard.press('Escape')
    await bar.waitFor({ state: 'detached' })
    await page
      .getByRole('button', { name: /^Select (?!photo)/ })
      .first()
      .click()
    await bar.getByRole('button', { name: 'Delete' }).click()
    await page.getByText(/files? moved to the trash/).waitFor()

    await page.goto(`${site.url}/#/trash`)
    await page.getByText(/ used$/).waitFor()
    await tile(0).click()
    await bar.getByRole('button', { name: 'Restore' }).click()
    await eventually(() => named([0], ({ trashedAt }) => !trashedAt))
    await tile(1).click()
    await bar.getByRole('button', { name: 'Erase for good' }).click()
    await page.getByRole('button', { name: 'Erase', exact: true }).click()
    await eventually(() => named([], ({ filename }) => filename === 'photo-1.jpg'))
    await page.getByRole('button', { name: 'Empty the trash' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Empty the trash' }).click()
    await page.getByRole('heading', { name: 'The trash is empty' }).waitFor()
    assert.isEmpty(await owned().whereNotNull('trashed_at'))
    assert.deepEqual(page.faults, [])
  })
})
