import { test } from '@japa/runner'
import { byteRange } from '#app/storage/disk/byte_range'
import { RangeNotSatisfiable } from '#app/storage/refusals'

const head = { size: 1_000, etag: '"v1"', modifiedAt: new Date(0) }

test.group('byteRange', () => {
  test('finds the range that is asked for, within the object')
    .with([
      ['bytes=0-0', { start: 0, end: 0 }],
      ['bytes=10-', { start: 10, end: 999 }],
      ['bytes=10-99999', { start: 10, end: 999 }],
      ['bytes=-10', { start: 990, end: 999 }],
      ['bytes=-5000', { start: 0, end: 999 }],
    ] as const)
    .run(({ assert }, [range, expected]) => {
      assert.deepEqual(byteRange({ range }, head), expected)
    })

  test('leaves the whole object where there is no range to serve')
    .with([
      undefined,
      '',
      'bytes=',
      'bytes=-',
      'bytes=1-2,5-6',
      'bytes=9-3',
      'bytes=a-b',
      'lines=1-2',
    ])
    .run(({ assert }, range) => assert.isUndefined(byteRange({ range }, head)))

  test('refuses a range beyond the end')
    .with(['bytes=1000-', 'bytes=5000-6000', 'bytes=-0'])
    .run(({ assert }, range) => {
      assert.throws(() => byteRange({ range }, head), RangeNotSatisfiable.message)
    })

  test('leaves the whole object where the client has a range of another version', ({ assert }) => {
    const range = 'bytes=0-9'
    assert.isUndefined(byteRange({ range, 'if-range': '"v0"' }, head))
    assert.deepEqual(byteRange({ range, 'if-range': '"v1"' }, head), { start: 0, end: 9 })
  })
})
