import ace from '@adonisjs/core/services/ace'
import app from '@adonisjs/core/services/app'
import testUtils from '@adonisjs/core/services/test_utils'
import { authApiClient } from '@adonisjs/auth/plugins/api_client'
import { apiClient } from '@japa/api-client'
import { assert } from '@japa/assert'
import { pluginAdonisJS } from '@japa/plugin-adonisjs'
import type { Config } from '@japa/runner/types'

export const plugins = [assert(), apiClient(), pluginAdonisJS(app), authApiClient(app)]

export const setup: Config['setup'] = [
  async () => {
    const migration = await ace.exec('migration:run', ['--compact-output', '--no-schema-generate'])
    if (migration.exitCode) throw migration.error
  },
]

export const configureSuite: Config['configureSuite'] = (suite) => {
  if (suite.name !== 'unit') suite.setup(() => testUtils.httpServer().start())
}
