import { test } from '@japa/runner'
import { assertNobodyIsDropped } from '#tests/support/services/upgrade'

const ASSETS = 10_000

test.group('Migrations beside a running API', () => {
  test(`change tables of ${ASSETS} assets, and no request fails`, async ({ assert }) => {
    await assertNobodyIsDropped(assert, ASSETS)
  })
})
