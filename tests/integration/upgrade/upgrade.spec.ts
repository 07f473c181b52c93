import { test } from '@japa/runner'
import { assertNobodyIsDropped } from '#tests/support/services/upgrade'

const ASSETS = 10_000

test.group('Migrations beside a running API', (group) => {
  group.tap((own) => own.tags(['@once']))
  test(`change tables of ${ASSETS} assets, and no request fails`, async ({ assert }) => {
    await assertNobodyIsDropped(assert, ASSETS)
  })
})
