import { test } from '@japa/runner'
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import sharp from 'sharp'
import { findTools } from '#app/media/tools'
import { pngWith } from '#tests/support/media/blocks'
import { makeTiff } from '#tests/support/media/tiff'
import { fixture, outcomeOf, run, write } from '#tests/unit/media/harness'

const tools = await findTools(process.env.PATH ?? '')
const execute = promisify(execFile)
const isSandboxed = true

/** The colour of the middle of a quadrant, of left and right, above and below. */
async function quadrants(webp: Buffer) {
  const { data, info } = await sharp(webp).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  return [0.25, 0.75].flatMap((down) =>
    [0.25, 0.75].map((across) => {
      const [x, y] = [Math.floor(info.width * across), Math.floor(info.height * down)]
      const at = (y * info.width + x) * 4
      return [...data.subarray(at, at + 4)]
    })
  )
}

const colours = [
  [230, 20, 20],
  [20, 200, 20],
  [20, 20, 220],
  [240, 240, 240],
]

/** Four quadrants, of samples that `sample` makes of a colour. */
function pixelsOf(sample: (colour: number[]) => number[], width = 640, height = 480) {
  const samples = colours.map(sample)
  return Buffer.from(
    Array.from({ length: width * height }, (_, at) => {
      const isRight = at % width >= width / 2
      return samples[(isRight ? 1 : 0) + (at >= (width * height) / 2 ? 2 : 0)]
    }).flat()
  )
}

const size = { width: 640, height: 480 }
const rgb = { ...size, photometric: 2 }
const withSelection = { samples: 4, pixels: pixelsOf((colour) => [...colour, 0]) }

async function assertColours(
  assert: { closeTo: (a: number, b: number, d: number, m?: string) => void },
  webp: Buffer,
  tolerance = 24
) {
  const all = await quadrants(webp)
  for (const [index, seen] of all.entries()) {
    for (const [channel, value] of colours[index].entries()) {
      assert.closeTo(seen[channel], value, tolerance, `quadrant ${index}`)
    }
    assert.closeTo(seen[3], 255, 0)
  }
}

test.group('Pictures as they are meant', () => {
  test('a saved selection in a TIFF is no transparency', async ({ assert }) => {
    const path = await write('a.tif', makeTiff({ ...rgb, ...withSelection, extra: [0] }))
    const { variants, meta } = await run(path, { contentType: 'image/tiff' })

    await assertColours(assert, variants[0].bytes)
    await assertColours(assert, variants[1].bytes)
    assert.isFalse(meta.hasAlpha)
  })

  test('a TIFF of {0} is unsupported, and neither damaged nor shown wrongly')
    .with([
      ['CIELab', { photometric: 8, samples: 3, pixels: pixelsOf((colour) => colour) }],
      [
        'colours, alpha and a spot colour',
        { samples: 5, extra: [2, 0], pixels: pixelsOf((colour) => [...colour, 255, 0]) },
      ],
      ['YCbCr in planes', { photometric: 6, samples: 3, planar: 2, pixels: pixelsOf((c) => c) }],
      ['signed numbers', { samples: 3, format: 2, pixels: pixelsOf((colour) => colour) }],
      [
        'grey floats',
        { photometric: 1, samples: 1, bits: 32, format: 3, pixels: Buffer.alloc(640 * 480 * 4) },
      ],
      [
        'a compression nobody knows',
        { samples: 3, compression: 50_013, pixels: pixelsOf((c) => c) },
      ],
    ] as const)
    .run(async ({ assert }, [, layout]) => {
      const tiff = makeTiff({
        ...rgb,
        ...layout,
        extra: [...('extra' in layout ? layout.extra : [])],
      })
      const path = await write('a.tif', tiff)
      assert.equal(await outcomeOf(path, { contentType: 'image/tiff' }), 'E_IMAGE_UNSUPPORTED')
    })

  test('a GIF shows nothing where its first frame does not reach', async ({ assert }) => {
    const gif = await sharp({
      create: { width: 20, height: 20, channels: 3, background: 'red' },
    })
      .gif()
      .toBuffer()
    // The canvas becomes larger than the frame, which stays in its corner.
    gif.writeUInt16LE(40, 6)
    gif.writeUInt16LE(40, 8)
    const { variants } = await run(await write('a.gif', gif), { contentType: 'image/gif' })
    const seen = await quadrants(variants[0].bytes)

    assert.deepEqual(
      seen.map((colour) => colour[3]),
      [255, 0, 0, 0]
    )
  })

  test('a JPEG that lacks nothing but the marker of its end is shown', async ({ assert }) => {
    const jpeg = await sharp(
      pixelsOf((colour) => colour),
      { raw: { ...size, channels: 3 } }
    )
      .jpeg()
      .toBuffer()
    const whole = await write('a.jpg', jpeg.subarray(0, -2))
    const cut = await write('b.jpg', jpeg.subarray(0, jpeg.length * 0.7))
    const { variants } = await run(whole, { contentType: 'image/jpeg' })

    await assertColours(assert, variants[0].bytes)
    assert.equal(await outcomeOf(cut, { contentType: 'image/jpeg' }), 'E_IMAGE_CORRUPT')
  })

  test('a PNG for the devices of one maker is unsupported, and not damaged', async ({ assert }) => {
    const devices = pngWith([['CgBI', Buffer.from([80, 0, 32, 2])]], 'before')
    const first = Buffer.concat([
      devices.subarray(0, 8),
      devices.subarray(33, 49),
      devices.subarray(8, 33),
      devices.subarray(49),
    ])

    assert.equal(
      await outcomeOf(await write('a.png', first), { contentType: 'image/png' }),
      'E_IMAGE_UNSUPPORTED'
    )
  })
})

/** Nits that a colour of sRGB has where paper white is 203 of them, coded as PQ or HLG. */
function coded(transfer: 'pq' | 'hlg', value: number) {
  const linear = value <= 10.31475 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4
  if (transfer === 'pq') {
    const power = ((linear * 203) / 10_000) ** 0.1593017578125
    return ((0.8359375 + 18.8515625 * power) / (1 + 18.6875 * power)) ** 78.84375
  }
  const scene = ((linear * 203) / 1000) ** (1 / 1.2)
  return scene <= 1 / 12
    ? Math.sqrt(3 * scene)
    : 0.17883277 * Math.log(12 * scene - 0.28466892) + 0.55991073
}

test.group('High dynamic range', () => {
  test('a grey PNG in {0} is as bright as in sRGB')
    .with([
      ['pq', 16],
      ['hlg', 18],
    ] as const)
    .run(async ({ assert }, [transfer, number]) => {
      for (const grey of [64, 128, 230]) {
        const sample = Math.round(coded(transfer, grey) * 255)
        const png = await sharp({
          create: {
            width: 32,
            height: 24,
            channels: 3,
            background: { r: sample, g: sample, b: sample },
          },
        })
          .png()
          .toBuffer()
        const told = pngWith([['cICP', Buffer.from([9, number, 0, 1])]], 'before')
        const chunk = told.subarray(33, 33 + 16)
        const file = Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)])
        const { variants } = await run(await write('a.png', file), { contentType: 'image/png' })
        const [[seen]] = await quadrants(variants[0].bytes)

        assert.closeTo(seen, grey, 12)
      }
    })

  test('a video in {0} is as bright as it is in sRGB, by the eyes of ffmpeg')
    .with([
      ['pq', 'smpte2084'],
      ['hlg', 'arib-std-b67'],
    ])
    .run(async ({ assert }, [transfer, name]) => {
      if (!tools.ffmpeg) return
      const path = await write('a.mp4', '')
      const filter = `zscale=tin=iec61966-2-1:pin=bt709:min=gbr:t=${name}:p=bt2020:m=bt2020nc:r=limited:npl=203,format=yuv420p10le`
      const colour = ['-color_primaries', 'bt2020', '-color_trc', name, '-colorspace', 'bt2020nc']
      const input = ['-f', 'lavfi', '-i', 'smptebars=s=320x240:d=0.2,format=gbrp']
      const made = ['-vf', filter, '-c:v', 'libx265', '-x265-params', 'log-level=none', ...colour]
      await execute('ffmpeg', ['-v', 'error', '-y', ...input, ...made, '-tag:v', 'hvc1', path])
      const { variants } = await run(path, { contentType: 'video/mp4', tools, isSandboxed })
      const plain = await execute(
        'ffmpeg',
        ['-v', 'error', ...input, '-frames:v', '1', '-f', 'image2pipe', '-c:v', 'png', '-'],
        { encoding: 'buffer' }
      )
      const [seen, expected] = await Promise.all(
        [variants[0].bytes, plain.stdout].map((bytes) =>
          sharp(bytes).resize(32, 24).removeAlpha().raw().toBuffer()
        )
      )
      const distance = seen.reduce((sum, value, at) => sum + Math.abs(value - expected[at]), 0)

      // Untouched, it is 40 and more.
      assert.isBelow(distance / seen.length, 24, transfer)
    })
})

test.group('Recordings and documents as they are meant', () => {
  test('a video of one short frame, or with longer sound, has a thumbnail', async ({ assert }) => {
    if (!tools.ffmpeg) return
    const song = ['-f', 'lavfi', '-i', 'sine=d=4']
    for (const sound of [[], song]) {
      const path = await write('a.mp4', '')
      const picture = ['-f', 'lavfi', '-i', 'color=red:s=64x48:d=0.1:r=10']
      await execute('ffmpeg', ['-v', 'error', '-y', ...picture, ...sound, '-c:v', 'libx264', path])
      const { variants } = await run(path, { contentType: 'video/mp4', tools, isSandboxed })
      const [[red, green]] = await quadrants(variants[0].bytes)

      assert.isAbove(red, 200)
      assert.isBelow(green, 60)
    }
  })

  test('a page is shown as it is cropped and turned, and measured alike', async ({ assert }) => {
    if (!tools.pdftoppm) return
    const pdf = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/CropBox[300 400 600 800]/Rotate 90/Contents 4 0 R>>endobj
4 0 obj<</Length 40>>stream
1 0 0 rg 0 0 600 800 re f 0 0 1 rg 300 400 300 400 re f
endstream endobj
trailer<</Root 1 0 R>>`
    const path = await write('a.pdf', pdf)
    const { variants, meta } = await run(path, {
      contentType: 'application/pdf',
      tools,
      isSandboxed,
    })

    assert.deepEqual(meta.pageSize, { width: 400, height: 300 })
    assert.closeTo(variants[0].width / variants[0].height, 4 / 3, 0.02)
    for (const [red, , blue] of await quadrants(variants[0].bytes)) {
      assert.isBelow(red, 60)
      assert.isAbove(blue, 200)
    }
  })

  test('a document that needs a password says so', async ({ assert }) => {
    if (!tools.pdfinfo) return
    const locked = await readFile(fixture('documents/two-pages.pdf'), 'latin1')
    const trailer = '/Encrypt<</Filter/Standard/V 1/R 2/O(x)/U(y)/P -4>>/ID[(a)(b)]/Root'
    const path = await write('a.pdf', Buffer.from(locked.replace('/Root', trailer), 'latin1'))
    const { meta } = await run(path, { contentType: 'application/pdf', tools, isSandboxed })

    assert.isTrue(meta.isEncrypted)
  })
})
