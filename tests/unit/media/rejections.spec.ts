import { test } from '@japa/runner'
import { readFile } from 'node:fs/promises'
import { Rejection, rejections } from '#app/media/rejection'
import { outcomeOf, fixture, limits, run, write } from '#tests/unit/media/harness'

test.group('Rejections', () => {
  test('{name} is refused')
    .with([
      { name: 'a PNG announced as JPEG', file: 'good/photo.png', contentType: 'image/jpeg' },
      { name: 'a JPEG announced as PNG', file: 'good/phone.jpg', contentType: 'image/png' },
      { name: 'a GIF announced as video', file: 'good/animated.gif', contentType: 'video/mp4' },
      {
        name: "libvips' own format",
        file: 'hostile/libvips-native.jpg',
        contentType: 'image/jpeg',
      },
    ])
    .run(async ({ assert }, { file, contentType }) => {
      assert.equal(await outcomeOf(fixture(file), { contentType }), 'E_TYPE_MISMATCH')
    })

  test('a name that says another type than the content is refused', async ({ assert }) => {
    const path = fixture('good/phone.jpg')
    const contentType = 'image/jpeg'

    for (const filename of ['photo.png', 'photo.jpg.exe', 'photo.html', 'photo.pdf']) {
      assert.equal(await outcomeOf(path, { contentType, filename }), 'E_TYPE_MISMATCH', filename)
    }
    for (const filename of ['photo.JPG', 'photo.jpeg', 'photo', 'holiday.2024']) {
      assert.equal(await outcomeOf(path, { contentType, filename }), 'ready', filename)
    }
  })

  test('a file of a type that is not accepted is rejected without advice to rename it', async ({
    assert,
  }) => {
    const path = await write('file', Buffer.from('1,2,3'))
    await assert.rejects(
      () => run(path, { contentType: 'image/jpeg' }),
      'The file was announced as image/jpeg, but its content is not of an accepted type. ' +
        'Upload it as one of the accepted types.'
    )
  })

  test('an alias of the type is as good as its own name', async ({ assert }) => {
    const inspection = await run(fixture('good/phone.jpg'), { contentType: 'image/JPG; a=b' })

    assert.equal(inspection.contentType, 'image/jpeg')
  })

  test('{name} is no picture')
    .with([
      { name: 'an empty file', content: '', contentType: 'image/jpeg' },
      { name: 'a single byte', content: '\xff', contentType: 'image/jpeg' },
      { name: 'a program', content: 'MZ\x90\0', contentType: 'image/png' },
      { name: 'an archive', content: 'PK\x03\x04', contentType: 'image/webp' },
      { name: 'a web page', content: '<html><svg></svg></html>', contentType: 'image/svg+xml' },
    ])
    .run(async ({ assert }, { content, contentType }) => {
      const path = await write('file', Buffer.from(content, 'latin1'))

      assert.equal(await outcomeOf(path, { contentType }), 'E_TYPE_MISMATCH')
    })

  test('a picture of more pixels than the limit is refused before it is decoded')
    .with([
      ['bomb-65536-wide.png', 'image/png'],
      ['giant-image.jpg', 'image/jpeg'],
    ])
    .run(async ({ assert }, [name, contentType]) => {
      assert.equal(
        await outcomeOf(fixture(`hostile/${name}`), { contentType }),
        'E_IMAGE_TOO_LARGE'
      )
    })

  test('more frames than the limit are refused', async ({ assert }) => {
    const options = { contentType: 'image/gif', limits: { ...limits, frames: 29 } }

    assert.equal(await outcomeOf(fixture('good/animated.gif'), options), 'E_IMAGE_TOO_LARGE')
  })

  test('a damaged or cut-off {0} is refused')
    .with([
      ['hostile/truncated.jpg', 'image/jpeg'],
      ['hostile/truncated.png', 'image/png'],
      ['hostile/corrupt-header.jpg', 'image/jpeg'],
    ])
    .run(async ({ assert }, [name, contentType]) => {
      assert.equal(await outcomeOf(fixture(name), { contentType }), 'E_IMAGE_CORRUPT')
    })

  test('a JPEG of 12 bits is not called damaged', async ({ assert }) => {
    const photo = await readFile(fixture('good/orientation-1.jpg'))
    const frameHeader = photo.indexOf(Buffer.from([0xff, 0xc0]))
    photo[frameHeader + 4] = 12

    const path = await write('photo.jpg', photo)
    assert.equal(await outcomeOf(path, { contentType: 'image/jpeg' }), 'E_IMAGE_UNSUPPORTED')
  })

  test('a rejection speaks to the owner and names no path', async ({ assert }) => {
    const photo = await readFile(fixture('good/phone.jpg'))
    const path = await write('photo.jpg', photo.subarray(0, 40_000))
    const error = await run(path, { contentType: 'image/jpeg' }).catch((reason) => reason)

    assert.instanceOf(error, Rejection)
    assert.equal(error.message, rejections.E_IMAGE_CORRUPT)
    assert.exists(error.cause)
  })

  test('every code is documented', async ({ assert }) => {
    const page = await readFile(new URL('../../../docs/rejections.md', import.meta.url), 'utf8')

    for (const code of Object.keys(rejections)) assert.include(page, `| \`${code}\` |`)
  })

  test('a file that is not there is no fault of the content', async ({ assert }) => {
    await assert.rejects(
      () => run(fixture('good/none.jpg'), { contentType: 'image/jpeg' }),
      /ENOENT/
    )
  })

  test('a clock that runs out is no fault of the content, for the machine may stand still', async ({
    assert,
  }) => {
    const options = { contentType: 'image/jpeg', limits: { ...limits, seconds: 0.001 } }

    await assert.rejects(() => run(fixture('good/phone.jpg'), options), /by the clock/)
  })

  test('an aborted signal ends the work with its own reason', async ({ assert }) => {
    const signal = AbortSignal.abort(new Error('the worker is stopping'))

    await assert.rejects(
      () => run(fixture('good/phone.jpg'), { contentType: 'image/jpeg', signal }),
      'the worker is stopping'
    )
  })

  test('a failing receiver of variants is no fault of the content', async ({ assert }) => {
    const onVariant = async () => {
      throw new Error('the store is down')
    }

    await assert.rejects(
      () => run(fixture('good/phone.jpg'), { contentType: 'image/jpeg', onVariant }),
      'the store is down'
    )
  })
})
