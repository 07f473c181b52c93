import ace from '@adonisjs/core/services/ace'
import app from '@adonisjs/core/services/app'
import testUtils from '@adonisjs/core/services/test_utils'
import env from '#start/env'
import { adoptStore } from '#app/maintenance/belonging/bind_store'
import { withSides } from '#app/maintenance/belonging/with_sides'
import { authApiClient } from '@adonisjs/auth/plugins/api_client'
import { ApiClient, apiClient } from '@japa/api-client'
import { assert } from '@japa/assert'
import { pluginAdonisJS } from '@japa/plugin-adonisjs'
import { makeServer } from '#app/http/server/make_server'
import { assertMatchesDocument } from '#tests/support/http/documented_answers'
import type { Config } from '@japa/runner/types'

export const plugins = [assert(), apiClient(), pluginAdonisJS(app), authApiClient(app)]

// Every answer that a test is given is also held against the API document.
ApiClient.teardown(assertMatchesDocument)

export const setup: Config['setup'] = [
  async () => {
    const migration = await ace.exec('migration:run', ['--compact-output', '--no-schema-generate'])
    if (migration.exitCode) throw migration.error
    // A bucket may have been that of another run.
    await withSides(env.get('DATABASE_URL'), adoptStore)
  },
]

export const configureSuite: Config['configureSuite'] = (suite) => {
  if (suite.name !== 'unit') suite.setup(() => testUtils.httpServer().start(makeServer))
  if (['browser', 'screenshots'].includes(suite.name)) suite.teardown(putBrowserAway)
}

async function putBrowserAway() {
  const { closeBrowser } = await import('#tests/support/browser/browser')
  const { Site } = await import('#tests/support/services/site')
  await closeBrowser()
  await Site.stopShared()
}
