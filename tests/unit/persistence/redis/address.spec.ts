import { test } from '@japa/runner'
import { parseRedisUrl } from '#app/persistence/redis/address'

test.group('parseRedisUrl', () => {
  test('reads the url of one server', ({ assert }) => {
    assert.containsSubset(parseRedisUrl('redis://example.org'), {
      kind: 'server',
      hosts: [{ host: 'example.org', port: 6379 }],
      ...{ username: '', password: '', db: 0, isEncrypted: false },
    })
    assert.containsSubset(parseRedisUrl('rediss://ada:p%40ss:word@[::1]:6380/2'), {
      hosts: [{ host: '::1', port: 6380 }],
      ...{ username: 'ada', password: 'p@ss:word', db: 2, isEncrypted: true },
    })
  })

  test('reads some nodes of a cluster', ({ assert }) => {
    assert.containsSubset(parseRedisUrl('rediss+cluster://:word@one:7000,two'), {
      kind: 'cluster',
      hosts: [
        { host: 'one', port: 7000 },
        { host: 'two', port: 6379 },
      ],
      ...{ username: '', password: 'word', isEncrypted: true },
    })
  })

  test('reads sentinels, and what they watch', ({ assert }) => {
    const url = 'redis+sentinel://ada:word@one,two:5000/photos/3?sentinelPassword=other'
    assert.containsSubset(parseRedisUrl(url), {
      kind: 'sentinel',
      hosts: [
        { host: 'one', port: 26_379 },
        { host: 'two', port: 5_000 },
      ],
      ...{ username: 'ada', password: 'word', db: 3 },
      ...{ master: 'photos', sentinelPassword: 'other' },
    })
  })

  for (const url of [
    'example.org:6379',
    'http://example.org',
    'redis://',
    'redis://one:port',
    'redis://one,two',
    'redis://one/photos',
    'redis+cluster://one,two/1',
    'redis+cluster://one,,two',
    'redis+sentinel://one,two',
    'redis+sentinel://one/photos/0/1',
  ]) {
    test(`refuses ${url}`, ({ assert }) => assert.isUndefined(parseRedisUrl(url)))
  }
})
