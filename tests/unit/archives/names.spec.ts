import { test } from '@japa/runner'
import { safeName, UniqueNames } from '#app/archives/zip/names'

test.group('A name in an archive', () => {
  test('is one that every system takes: {given}')
    .with([
      { given: 'beach.jpg', safe: 'beach.jpg' },
      { given: '日本 é.heic', safe: '日本 é.heic' },
      { given: 'a/b\\c:d*e?f"g<h>i|j.jpg', safe: 'a_b_c_d_e_f_g_h_i_j.jpg' },
      { given: 'tab\there\r\n.jpg', safe: 'tab_here__.jpg' },
      { given: 'cod\u202egpj.exe', safe: 'cod_gpj.exe' },
      { given: 'half \ud800 pair.jpg', safe: 'half \ufffd pair.jpg' },
      { given: '../../etc/passwd', safe: '__.._etc_passwd' },
      { given: '..', safe: 'file' },
      { given: ' . ', safe: 'file' },
      { given: '.bashrc', safe: '_bashrc' },
      { given: 'trailing. . ', safe: 'trailing' },
      { given: 'con', safe: '_con' },
      { given: 'CON .txt', safe: '_CON .txt' },
      { given: 'LPT1.jpg', safe: '_LPT1.jpg' },
      { given: 'com¹.png', safe: '_com¹.png' },
      { given: 'console.jpg', safe: 'console.jpg' },
    ])
    .run(({ assert }, { given, safe }) => {
      assert.equal(safeName(given), safe)
    })

  test('is short, ends between characters and keeps its extension', ({ assert }) => {
    const name = safeName(`${'é'.repeat(250)}.jpeg`)
    assert.isAtMost(Buffer.byteLength(name), 130)
    assert.match(name, /^é+\.jpeg$/)
    assert.match(safeName(`${'😀'.repeat(60)}.jpg`), /^(😀)+\.jpg$/u)
  })

  test('is given once, whatever a file system takes for the same', ({ assert }) => {
    const names = new UniqueNames(['manifest.json'])
    const given = ['a.jpg', 'A.JPG', 'a (2).jpg', 'a.jpg', 'straße', 'STRASSE', 'manifest.json']
    assert.deepEqual(
      given.map((name) => names.give(name)),
      [
        'a.jpg',
        'A (2).JPG',
        'a (2) (2).jpg',
        'a (3).jpg',
        'straße',
        'STRASSE (2)',
        'manifest (2).json',
      ]
    )
    assert.equal(names.give('cafe\u0301.jpg'), 'café.jpg')
    assert.equal(names.give('caf\u00e9.jpg'), 'café (2).jpg')
    assert.equal(names.give('a.jpg', '2026-07/'), '2026-07/a.jpg')
  })

  test('is found soon among many of the same', ({ assert }) => {
    const names = new UniqueNames()
    const all = Array.from({ length: 20_000 }, () => names.give('image.jpg'))
    assert.equal(new Set(all).size, 20_000)
    assert.equal(all.at(-1), 'image (20000).jpg')
  })
})
