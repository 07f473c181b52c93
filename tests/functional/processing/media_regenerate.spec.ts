import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import Asset from '#app/assets/models/asset'
import type { Variant } from '#app/assets/models/variant'
import MediaRegenerate from '#commands/media_regenerate'
import store from '#app/storage/main'
import { recipes, tools } from '#config/media'
import { parseVariants } from '#app/media/parse_variants'
import { shownByTools } from '#app/media/tools'
import type { Tools } from '#app/media/media'
import { CompleteUpload } from '#app/uploads/actions/complete_upload'
import { RegenerateOutdated } from '#app/processing/actions/regenerate_outdated'
import { UserFactory } from '#database/factories/user_factory'
import { runCommand } from '#tests/support/services/commands'
import { runJobs } from '#tests/support/services/run_jobs'
import { uploaded } from '#tests/support/http/uploads'

/** A ready asset of this file. */
async function processed(name?: string) {
  const asset = await uploaded(await UserFactory.create(), name)
  await new CompleteUpload().handle({ asset })
  await runJobs(asset.id)
  return asset.refresh()
}

/** An asset that became ready where no program could show its kind. */
async function unshown(name: string) {
  const asset = await processed(name)
  return asset.merge({ variants: [], placeholder: null, meta: {}, width: null }).save()
}

/** A ready photo whose variants of these names were made by an older recipe, and its variants. */
async function photoWithOld(...names: string[]) {
  const asset = await processed()
  const older: Variant[] = []
  for (const variant of asset.variants) {
    if (!names.includes(variant.name)) continue
    const objectKey = `${variant.objectKey}-old`
    const bytes = Buffer.from('an older picture')
    await store.put(objectKey, bytes, { size: bytes.length, contentType: 'image/webp' })
    await store.delete([variant.objectKey])
    older.push({ ...variant, objectKey, recipe: 'old' })
  }
  await asset.addVariants(older)
  return asset.id
}

async function variantsOf(assetId: string) {
  const { variants } = await Asset.findOrFail(assetId)
  return variants.toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

async function recipesOf(assetId: string) {
  const variants = await variantsOf(assetId)
  return variants.map(({ recipe }) => recipe)
}

/** The ids of all that would be rendered again where these programs are. */
async function lookedAfter(programs: Tools) {
  const ids: string[] = []
  await new RegenerateOutdated().handle({
    recipes,
    shown: shownByTools(programs),
    concurrency: 1,
    isDryRun: true,
    onAsset: ({ id }) => ids.push(id),
  })
  return ids
}

test.group('media:regenerate', (group) => {
  // What other tests left has no objects, and would be regenerated as well.
  group.setup(async () => {
    await db.rawQuery('truncate assets cascade')
  })

  test('makes anew what an older recipe made, and removes the old objects', async ({ assert }) => {
    const assetId = await photoWithOld('thumbnail', 'preview')
    const old = await variantsOf(assetId)
    const { exitCode } = await runCommand(MediaRegenerate, [])

    const made = await variantsOf(assetId)
    assert.equal(exitCode, 0)
    assert.notInclude(await recipesOf(assetId), 'old')
    for (const { objectKey, size } of made) {
      assert.containsSubset(await store.head(objectKey), { size })
    }
    for (const { objectKey } of old) assert.isNull(await store.head(objectKey))
  })

  test('finds nothing more to do the second time', async ({ assert }) => {
    const assetId = await photoWithOld('preview')
    await runCommand(MediaRegenerate, [])
    const before = await variantsOf(assetId)
    await runCommand(MediaRegenerate, [])

    assert.notInclude(await lookedAfter(tools), assetId)
    const after = await variantsOf(assetId)
    assert.deepEqual(after, before)
  })

  test('only counts in a dry run', async ({ assert }) => {
    const assetId = await photoWithOld('preview')
    const { said } = await runCommand(MediaRegenerate, ['--dry-run'])

    assert.isTrue(said.some((line) => /^[1-9]\d* assets would be rendered again$/.test(line)))
    assert.include(await recipesOf(assetId), 'old')
  })

  test('makes only the variants that are named', async ({ assert }) => {
    const assetId = await photoWithOld('thumbnail', 'preview')
    await runCommand(MediaRegenerate, ['--only=preview'])

    const [preview, thumbnail] = await recipesOf(assetId)
    assert.notEqual(preview, 'old')
    assert.equal(thumbnail, 'old')
  })

  test('keeps the old variants of an asset whose original cannot be read', async ({ assert }) => {
    const assetId = await photoWithOld('preview')
    await store.delete([`assets/${assetId}/original`])
    const { exitCode, said } = await runCommand(MediaRegenerate, [])

    assert.equal(exitCode, 1)
    assert.isTrue(said.some((line) => line.startsWith(assetId)))
    assert.include(await recipesOf(assetId), 'old')
    await Asset.query().where({ id: assetId }).delete()
  })

  test('gives a video what it lacks exactly where ffmpeg is installed', async ({ assert }) => {
    const asset = await unshown('recordings/clip.mp4')
    const isShown = tools.ffmpeg !== undefined
    const dryRun = await runCommand(MediaRegenerate, ['--dry-run'])
    await runCommand(MediaRegenerate, [])

    await asset.refresh()
    assert.lengthOf(await variantsOf(asset.id), isShown ? 2 : 0)
    assert.equal(asset.placeholder !== null, isShown)
    assert.equal(asset.width, isShown ? 320 : null)
    assert.equal(
      dryRun.said.some((line) => /^[1-9]\d* of them have no picture so far/.test(line)),
      isShown
    )
  })

  test('leaves alone what this machine cannot show, and music without a cover', async ({
    assert,
  }) => {
    const video = await unshown('recordings/clip.mp4')
    const music = await processed('recordings/tone.ogg')
    assert.notInclude(await lookedAfter({}), video.id)

    const withProgram = await lookedAfter({ ffmpeg: '/usr/bin/ffmpeg' })
    assert.include(withProgram, video.id)
    assert.notInclude(withProgram, music.id)
  })

  test('makes a variant that was added, and leaves the others as they are', async ({ assert }) => {
    const asset = await processed()
    const before = await variantsOf(asset.id)
    const [card] = parseVariants('card:120x120:jpeg:70:cover')
    const ids: string[] = []
    await new RegenerateOutdated().handle({
      recipes: [...recipes, card],
      shown: [],
      concurrency: 1,
      onAsset: ({ id }, reason) => reason ?? ids.push(id),
    })

    assert.include(ids, asset.id)
    const [made, ...others] = await variantsOf(asset.id)
    assert.containsSubset(made, { name: 'card', contentType: 'image/jpeg', width: 120 })
    assert.containsSubset(await store.head(made.objectKey), { size: made.size })
    assert.deepEqual(others, before)
  })

  test('refuses a recipe that there is not', async ({ assert }) => {
    const { exitCode, said } = await runCommand(MediaRegenerate, ['--only=poster'])

    assert.equal(exitCode, 1)
    assert.include(said, 'there is no recipe named poster')
  })
})
