import { test } from '@japa/runner'
import { misspelt } from '#app/process/misspelt'
import { whole } from '#start/env_rules'

const bytes = whole('bytes', { min: 1, max: 5 * 1024 ** 4 })
const seconds = whole('seconds', { min: 1, max: 86_400 })

test.group('A size or a time in a variable', () => {
  test('may have a unit: {0}')
    .with([
      ['100MB', bytes, 100_000_000],
      ['10 GiB', bytes, 10 * 1024 ** 3],
      ['1.5gb', bytes, 1_500_000_000],
      ['4096', bytes, 4_096],
      ['15m', seconds, 900],
      ['1d', seconds, 86_400],
      ['90', seconds, 90],
    ] as [string, typeof bytes, number][])
    .run(({ assert }, [given, rule, value]) => {
      assert.equal(rule('A_VARIABLE', given), value)
    })

  test('with an unknown unit is refused with an example: {$self}')
    .with(['100 parsecs', '15m5', 'MB', '1e3', '-5MB', '0.3B'])
    .run(({ assert }, given) => {
      assert.throws(
        () => bytes('MAX_IMAGE_SIZE', given),
        'MAX_IMAGE_SIZE should be a whole number of bytes from 1 to 5497558138880, such as 100MB or 10GiB'
      )
    })

  test('of another quantity is refused', ({ assert }) => {
    assert.throws(() => seconds('ACCESS_TOKEN_TTL', '10MB'), /such as 90s, 15m/)
  })
})

test.group('A misspelt variable', () => {
  const known = ['PORT', 'HOST', 'QUOTA_BYTES', 'REGISTRATION']

  test('is recognized by the one that is meant: {0}')
    .with([
      ['PROT', 'PORT'],
      ['QUOTA_BYTE', 'QUOTA_BYTES'],
      ['QOUTA_BYTES', 'QUOTA_BYTES'],
      ['REGISTRATTION', 'REGISTRATION'],
      ['REGISTRATIUN', 'REGISTRATION'],
    ] as [string, string][])
    .run(({ assert }, [name, meant]) => {
      assert.deepEqual(misspelt(['PATH', name], known), [{ name, meant }])
    })

  test('is none if it is another word', ({ assert }) => {
    assert.isEmpty(misspelt(['PATH', 'HOME', 'HOSTNAME', 'PS1', 'USER', 'PORT'], known))
  })
})
