import { createSecretKey, randomBytes } from 'node:crypto'
import { test } from '@japa/runner'
import { SignatureInvalid, UrlExpired } from '#app/storage/refusals'
import { type Grant, type PutGrant, UrlSigner } from '#app/storage/disk/url_signer'

const newKey = () => createSecretKey(randomBytes(32))
const address = 'https://inbox.example.org'
const key = newKey()
const signer = new UrlSigner({ url: address, keys: [key] })
const grant: PutGrant = { method: 'PUT', key: 'originals/a', contentType: 'image/png', size: 9 }
const soon = () => new Date(Date.now() + 60_000)
const queryOf = (url: string) => Object.fromEntries(new URL(url).searchParams)

test.group('UrlSigner', () => {
  test('gives back what it sealed', ({ assert }) => {
    const url = signer.url(grant, soon())
    assert.match(url, /^https:\/\/inbox\.example\.org\/objects\/originals\/a\?/)
    assert.containSubset(signer.open('PUT', 'originals/a', queryOf(url)), grant)
  })

  test('returns every kind of grant as it was: {method} {kind}')
    .with<(Grant & { kind: string })[]>([
      { kind: 'put', ...grant, sha256: '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=' },
      { kind: 'part', method: 'PUT', key: 'a', uploadId: 'id~1', partNumber: 7, size: 16 },
      { kind: 'shown', method: 'GET', key: 'a', contentType: 'image/png', disposition: 'inline' },
      {
        ...{ kind: 'saved', method: 'GET', key: 'a', contentType: 'image/svg+xml' },
        ...{ disposition: 'attachment', filename: 'a~b/ü "&?#.svg' },
      },
    ])
    .run(({ assert }, { kind: _, ...each }) => {
      const opened = signer.open(each.method, each.key, queryOf(signer.url(each, soon())))
      assert.deepEqual(JSON.parse(JSON.stringify(opened)), each)
    })

  test('a url to look at adds less than 70 characters to its key', ({ assert }) => {
    const shown = { contentType: 'image/webp', disposition: 'inline' } as const
    const url = new URL(signer.url({ method: 'GET', key: 'a', ...shown }, soon()))
    assert.isBelow(url.search.length, 70)
  })

  test('opens what an earlier key signed, and signs with the first', ({ assert }) => {
    const current = newKey()
    const rotated = new UrlSigner({ url: address, keys: [current, key] })
    assert.containSubset(rotated.open('PUT', grant.key, queryOf(signer.url(grant, soon()))), grant)
    const query = queryOf(rotated.url(grant, soon()))
    const later = new UrlSigner({ url: address, keys: [current] })
    assert.containSubset(later.open('PUT', grant.key, query), grant)
    assert.throws(() => signer.open('PUT', grant.key, query), SignatureInvalid.message)
  })

  test('opens nothing that another key signed', ({ assert }) => {
    const other = new UrlSigner({ url: address, keys: [newKey()] })
    const query = queryOf(other.url(grant, soon()))
    assert.throws(() => signer.open('PUT', grant.key, query), SignatureInvalid.message)
  })

  test('opens nothing for another method or key', ({ assert }) => {
    const query = queryOf(signer.url(grant, soon()))
    assert.throws(() => signer.open('GET', grant.key, query), SignatureInvalid.message)
    assert.throws(() => signer.open('PUT', 'originals/b', query), SignatureInvalid.message)
  })

  test('opens nothing in which one character differs', ({ assert }) => {
    const query = queryOf(signer.url(grant, soon()))
    for (const name of ['grant', 'signature']) {
      for (let at = 0; at < query[name].length; at++) {
        const other = query[name][at] === 'a' ? 'b' : 'a'
        const text = query[name].slice(0, at) + other + query[name].slice(at + 1)
        assert.throws(() => signer.open('PUT', grant.key, { ...query, [name]: text }))
      }
    }
  })

  test('opens nothing that is missing, repeated or nested')
    .with([{}, { grant: 'a' }, { signature: 'a' }, { grant: ['a', 'b'], signature: { a: 'b' } }])
    .run(({ assert }, query) => {
      assert.throws(() => signer.open('PUT', grant.key, query), SignatureInvalid.message)
    })

  test('opens nothing after its time', ({ assert }) => {
    const query = queryOf(signer.url(grant, new Date()))
    assert.throws(() => signer.open('PUT', grant.key, query), UrlExpired.message)
  })
})
