import { test } from '@japa/runner'
import { upgradeUnderLoad } from '#tests/support/upgrade'

const ASSETS = 10_000

test.group('Migrations beside a running API', () => {
  test(`change tables of ${ASSETS} assets, and no request fails`, async ({ assert }) => {
    const { requests, longest, failures, migrating, invalid } = await upgradeUnderLoad(ASSETS)
    assert.deepEqual(failures, [])
    assert.isEmpty(invalid)
    assert.isAtLeast(requests, 12)
    const seconds = (migrating / 1_000).toFixed(1)
    console.log(`    migrated in ${seconds} s, ${requests} requests, longest ${longest} ms`)
  })
})
