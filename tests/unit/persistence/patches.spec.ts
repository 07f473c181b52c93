import { test } from '@japa/runner'
import { KNEX_VERSION } from '#app/persistence/patches/knex_connection'
import { LUCID_VERSION } from '#app/persistence/patches/lucid_transaction'
import { PG_VERSION } from '#app/persistence/patches/pg_client'
import { read } from '#tests/unit/deploy/repository'

test.group('The patches of dependencies', () => {
  test('the patch of {name} was written for the release that is installed')
    .with([
      { name: 'knex', version: KNEX_VERSION },
      { name: '@adonisjs/lucid', version: LUCID_VERSION },
      { name: 'pg', version: PG_VERSION },
    ])
    .run(async ({ assert }, { name, version }) => {
      const { packages } = JSON.parse(await read('package-lock.json'))
      const installed: string = packages[`node_modules/${name}`].version
      assert.equal(installed.split('.').slice(0, 2).join('.'), version)
    })
})
