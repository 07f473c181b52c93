import { test } from '@japa/runner'
import { readFile } from 'node:fs/promises'
import sharp from '#app/media/sharp'
import { findTools } from '#app/media/tools'
import { type ProcessOptions } from '#app/media/media'
import { fixture, limits, recipes, run as runAnywhere, write } from '#tests/unit/media/harness'

const tools = await findTools(process.env.PATH ?? '')

/** In this process, for that a file may be read in another is not the question here. */
const run = (path: string, options: Partial<ProcessOptions> & { contentType: string }) =>
  runAnywhere(path, { ...options, isSandboxed: true })

const clip = { width: 320, height: 180, title: 'Test' }
const tone = { width: null, height: null, title: 'A tone', artist: 'Nobody', album: 'Tones' }

const recordings = [
  { ...clip, name: 'clip.mp4', contentType: 'video/mp4', codec: 'avc' },
  {
    ...clip,
    name: 'rotated.mov',
    contentType: 'video/quicktime',
    codec: 'avc',
    width: 180,
    height: 320,
  },
  { ...clip, name: 'iphone.mov', contentType: 'video/quicktime', codec: 'avc' },
  { ...clip, name: 'clip.webm', contentType: 'video/webm', codec: 'vp8', title: undefined },
  { ...tone, name: 'cover.mp3', contentType: 'audio/mpeg', codec: 'mp3' },
  { ...tone, name: 'tone.m4a', contentType: 'audio/mp4', codec: 'aac' },
  { ...tone, name: 'tone.ogg', contentType: 'audio/ogg', codec: 'vorbis' },
  { ...tone, name: 'tone.flac', contentType: 'audio/flac', codec: 'flac' },
  { ...tone, name: 'tone.wav', contentType: 'audio/wav', codec: 'pcm-s16' },
]

test.group('Recordings', () => {
  test('{name} tells of itself without any program installed')
    .with(recordings)
    .run(async ({ assert }, { name, contentType, width, height, codec, ...tags }) => {
      const { meta, ...inspection } = await run(fixture(`recordings/${name}`), { contentType })
      const { video, audio, duration, ...told } = meta as Record<string, { codec?: string }>

      assert.containsSubset(inspection, { contentType, width, height })
      assert.equal((video ?? audio).codec, codec)
      assert.isTrue(Number(duration) > 0.4 && Number(duration) < 2.2)
      assert.containsSubset(told, JSON.parse(JSON.stringify(tags)))
    })

  test('a FLAC without frames or a length does not hold its reader', async ({ assert }) => {
    const header = Buffer.from('664c614380000022120012000003910004f50ac440f000000000', 'hex')
    const flac = Buffer.concat([header, Buffer.alloc(16, 7)])
    const { meta } = await run(await write('empty.flac', flac), { contentType: 'audio/flac' })
    assert.deepEqual(meta, { audio: { codec: 'flac', sampleRate: 44_100, channels: 1 } })
  })

  test('a video has a poster exactly where ffmpeg is installed', async ({ assert }) => {
    const path = fixture('recordings/rotated.mov')
    const { variants, placeholder } = await run(path, { contentType: 'video/quicktime', tools })

    const sizes = variants.map(({ name, width, height }) => [name, width, height])
    const upright = [
      ['thumbnail', 180, 320],
      ['preview', 180, 320],
    ]
    assert.deepEqual(sizes, tools.ffmpeg ? upright : [])
    assert.equal(placeholder !== null, tools.ffmpeg !== undefined)
  })

  test('a video in 8K, blue after its red key frame, has a red poster', async ({ assert }) => {
    const { variants, width } = await run(fixture('made/large.mp4'), {
      contentType: 'video/mp4',
      tools,
    })

    assert.equal(width, 7680)
    assert.lengthOf(variants, tools.ffmpeg ? recipes.length : 0)
    for (const { bytes } of variants) {
      const [red, , blue] = await sharp(bytes).raw().toBuffer()
      assert.isAbove(red, 200)
      assert.isBelow(blue, 50)
    }
  })

  test('a video whose pictures pass the limit has no poster', async ({ assert }) => {
    const { variants, width } = await run(fixture('recordings/clip.mp4'), {
      contentType: 'video/mp4',
      tools,
      limits: { ...limits, pixels: 320 * 180 - 1 },
    })

    assert.equal(width, 320)
    assert.isEmpty(variants)
  })

  test('the cover of a piece of music is its thumbnail', async ({ assert }) => {
    const { variants } = await run(fixture('recordings/cover.mp3'), { contentType: 'audio/mpeg' })

    assert.deepEqual(
      variants.map(({ name, width }) => [name, width]),
      [
        ['thumbnail', 64],
        ['preview', 64],
      ]
    )
  })

  test('music whose cover takes too much memory is kept without it', async ({ assert }) => {
    const { meta, variants } = await run(fixture('recordings/cover.mp3'), {
      contentType: 'audio/mpeg',
      limits: { ...limits, memory: 40_000_000 },
    })

    assert.equal(meta.title, 'A tone')
    assert.isEmpty(variants)
  })

  test('the place of {name} is told, or withheld when asked for')
    .with([{ name: 'rotated.mov' }, { name: 'iphone.mov' }])
    .run(async ({ assert }, { name }) => {
      const path = fixture(`recordings/${name}`)
      const told = await run(path, { contentType: 'video/quicktime' })
      const withheld = await run(path, { contentType: 'video/quicktime', withholdGps: true })

      assert.containsSubset(told.meta.gps, { latitude: 43.4674, longitude: 11.8851 })
      assert.notProperty(withheld.meta, 'gps')
      assert.isTrue(withheld.meta.gpsWithheld)
    })

  test('what an iPhone writes into a video is read as from a photo', async ({ assert }) => {
    const path = fixture('recordings/iphone.mov')
    const { meta } = await run(path, { contentType: 'video/quicktime' })

    assert.deepEqual(meta.camera, { model: 'iPhone 11' })
  })

  test('a cut-off recording is kept, with what it still tells')
    .with([
      { name: 'clip.mp4', contentType: 'video/mp4' },
      { name: 'clip.webm', contentType: 'video/webm' },
      { name: 'cover.mp3', contentType: 'audio/mpeg' },
      { name: 'tone.ogg', contentType: 'audio/ogg' },
    ])
    .run(async ({ assert }, { name, contentType }) => {
      const whole = await readFile(fixture(`recordings/${name}`))
      const path = await write(name, whole.subarray(0, whole.length / 2))
      const inspection = await run(path, { contentType, tools })

      assert.equal(inspection.contentType, contentType)
    })

  test('what {name} claims beyond all reason is left out')
    .with([
      {
        name: 'clip.mp4',
        contentType: 'video/mp4',
        claims: { 608: 'ffffffff00000001' },
        told: { width: null, height: null, meta: { video: { codec: 'avc' } } },
      },
      {
        name: 'clip.webm',
        contentType: 'video/webm',
        claims: { 263: '7ff0000000000000' },
        told: { width: 320, meta: { duration: undefined } },
      },
      {
        name: 'tone.wav',
        contentType: 'audio/wav',
        claims: { 24: 'ffffffff' },
        told: { meta: { audio: { channels: 1, sampleRate: undefined } } },
      },
    ])
    .run(async ({ assert }, { name, contentType, claims, told }) => {
      const bytes = await readFile(fixture(`recordings/${name}`))
      for (const [at, value] of Object.entries(claims)) bytes.write(value, Number(at), 'hex')
      const { width, height, meta } = await run(await write(name, bytes), { contentType, tools })

      assert.containsSubset({ width, height, meta }, told)
    })
})
