import { test } from '@japa/runner'
import { contentDisposition } from '#app/storage/content_disposition'

const named = (filename: string) => {
  const photo = { contentType: 'image/jpeg', disposition: 'attachment', ttlSeconds: 60 } as const
  return contentDisposition({ ...photo, filename }).replace('attachment; ', '')
}

test.group('contentDisposition', () => {
  test('keeps a plain name as it is', ({ assert }) => {
    assert.equal(named(`IMG_0042 (1).jpg`), 'filename="IMG_0042 (1).jpg"')
  })

  test('gives any other name in plain letters and in full')
    .with([
      ['Café.jpg', `filename="Caf_.jpg"; filename*=UTF-8''Caf%C3%A9.jpg`],
      ['日本.jpg', `filename="__.jpg"; filename*=UTF-8''%E6%97%A5%E6%9C%AC.jpg`],
      ['👩‍🚀.png', `filename="___.png"; filename*=UTF-8''%F0%9F%91%A9%E2%80%8D%F0%9F%9A%80.png`],
      ['100%25.jpg', `filename="100_25.jpg"; filename*=UTF-8''100%2525.jpg`],
      [`it's (*).jpg`, `filename="it's (*).jpg"`],
      [`é'(*).jpg`, `filename="_'(*).jpg"; filename*=UTF-8''%C3%A9%27%28%2A%29.jpg`],
      ['a"b.jpg', `filename="a_b.jpg"; filename*=UTF-8''a%22b.jpg`],
      ['\ud800.jpg', `filename="_.jpg"; filename*=UTF-8''%EF%BF%BD.jpg`],
    ])
    .run(({ assert }, [filename, header]) => assert.equal(named(filename), header))

  test('takes out what leads elsewhere or hides the end of the name')
    .with([
      ['../../etc/passwd', '.._.._etc_passwd'],
      ['C:\\photos\\a.jpg', 'C:_photos_a.jpg'],
      ['a\r\nset-cookie: b.jpg', 'a__set-cookie: b.jpg'],
      ['photo\u202egpj.exe', 'photo_gpj.exe'],
      ['a\u2028b\u0000c.jpg', 'a_b_c.jpg'],
    ])
    .run(({ assert }, [filename, name]) => assert.equal(named(filename), `filename="${name}"`))

  test('names what has no name', ({ assert }) => {
    assert.equal(named(' \t '), 'filename="_"')
    assert.equal(named('  '), 'filename="file"')
  })

  test('cuts a long name between characters and keeps the extension', ({ assert }) => {
    const header = named('é'.repeat(300) + '.jpeg')
    const name = decodeURIComponent(header.split(`UTF-8''`)[1])
    assert.equal(name, 'é'.repeat(125) + '.jpeg')
    assert.isAtMost(Buffer.byteLength(name), 255)
  })

  test('shows pictures, video and audio, and saves everything else')
    .with([
      ['image/png', 'inline'],
      ['video/mp4', 'inline'],
      ['audio/mpeg', 'inline'],
      ['image/svg+xml', 'attachment'],
      ['text/html', 'attachment'],
      ['application/pdf', 'attachment'],
      ['application/octet-stream', 'attachment'],
    ])
    .run(({ assert }, [contentType, disposition]) => {
      const header = contentDisposition({ contentType, disposition: 'inline' })
      assert.equal(header, disposition)
    })
})
