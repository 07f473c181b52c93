import { test } from '@japa/runner'
import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { findTools } from '#app/media/tools'
import { embeddedTags } from '#tests/support/media/exiftool'
import {
  chunksOf,
  fixture,
  formatOfFixture,
  pictureChunks,
  run,
  write,
} from '#tests/unit/media/harness'

const tools = await findTools(process.env.PATH ?? '')
const files = ['good', 'made', 'recordings'].flatMap((folder) =>
  readdirSync(fixture(folder)).map((name) => ({ name, path: fixture(`${folder}/${name}`) }))
)

const told = ['IFD0:Make', 'GPS:GPSLatitude', 'XMP-dc:Creator', 'ICC_Profile:MediaWhitePoint']

/** A photo that tells all it can: EXIF with a place, XMP and a profile. */
async function talkative(format: 'jpeg' | 'png' | 'webp' | 'avif') {
  const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
    xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description
    xmlns:dc="http://purl.org/dc/elements/1.1/" dc:creator="Ada"/></rdf:RDF></x:xmpmeta>`
  const bytes = await sharp(await readFile(fixture('good/gps.jpg')))
    .keepMetadata()
    .withIccProfile('p3')
    .withXmp(xmp)
    .toFormat(format, { effort: 1 })
    .toBuffer()
  return write(`photo.${format}`, bytes)
}

/** By its own chunks and, where it is installed, by exiftool. */
async function metadataOf(webp: Buffer) {
  const chunks = chunksOf(webp).filter((name) => !pictureChunks.includes(name))
  const tags = await embeddedTags(await write('variant.webp', webp))
  return [...chunks, ...(tags ?? [])]
}

test.group('Privacy', () => {
  test('no variant of {name} tells anything but its picture')
    .with(files)
    .run(async ({ assert }, { name, path }) => {
      const { variants } = await run(path, { ...formatOfFixture(name), tools })

      for (const { bytes } of variants) assert.isEmpty(await metadataOf(bytes))
    })

  test('no variant of a {0} full of metadata tells any of it')
    .with([['jpeg'], ['png'], ['webp'], ['avif']] as const)
    .run(async ({ assert }, [format]) => {
      const path = await talkative(format)
      const found = (await embeddedTags(path)) ?? told
      assert.includeMembers(found, told)
      const { meta, variants } = await run(path, { contentType: `image/${format}` })

      assert.includeMembers(meta.embedded as string[], ['exif', 'xmp', 'icc'])
      for (const { bytes } of variants) assert.isEmpty(await metadataOf(bytes))
    })
})
