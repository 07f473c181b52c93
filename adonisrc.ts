import { indexEntities } from '@adonisjs/core'
import { defineConfig } from '@adonisjs/core/app'

export default defineConfig({
  commands: [() => import('@adonisjs/core/commands'), () => import('@adonisjs/lucid/commands')],

  providers: [
    () => import('@adonisjs/core/providers/app_provider'),
    () => import('@adonisjs/core/providers/hash_provider'),
    () => import('@adonisjs/core/providers/vinejs_provider'),
    () => import('#providers/validation_provider'),
    () => import('@adonisjs/lucid/database_provider'),
    () => import('@adonisjs/auth/auth_provider'),
    () => import('@adonisjs/cors/cors_provider'),
    () => import('@adonisjs/redis/redis_provider'),
    () => import('@adonisjs/limiter/limiter_provider'),
    () => import('@adonisjs/mail/mail_provider'),
    () => import('#providers/services_provider'),
    () => import('#providers/tracing_provider'),
    () => import('#providers/commit_provider'),
    () => import('#providers/api_provider'),
    () => import('#providers/sessions_provider'),
    () => import('#providers/limits_provider'),
    () => import('#providers/storage_provider'),
    () => import('#providers/queue_provider'),
    () => import('#providers/metrics_provider'),
    () => import('#providers/events_provider'),
  ],

  preloads: [
    () => import('#start/routes'),
    () => import('#start/kernel'),
    { file: () => import('#start/events'), environment: ['web', 'test'] },
  ],

  metaFiles: [
    { pattern: 'resources/**', reloadServer: false },
    { pattern: 'docs/openapi.json', reloadServer: false },
    { pattern: 'public/**', reloadServer: false },
  ],

  tests: {
    suites: [
      { name: 'unit', files: ['tests/unit/**/*.spec.ts'], timeout: 30_000 },
      { name: 'functional', files: ['tests/functional/**/*.spec.ts'], timeout: 60_000 },
      { name: 'integration', files: ['tests/integration/**/*.spec.ts'], timeout: 180_000 },
      {
        name: 'installation',
        files: ['tests/installation/**/*.spec.ts'],
        timeout: 180_000,
      },
      { name: 'e2e', files: ['tests/e2e/**/*.spec.ts'], timeout: 300_000 },
      { name: 'browser', files: ['tests/browser/**/*.spec.ts'], timeout: 180_000 },
      { name: 'screenshots', files: ['tests/screenshots/**/*.spec.ts'], timeout: 180_000 },
      { name: 'long', files: ['tests/long/**/*.spec.ts'], timeout: 3_600_000 },
    ],
    forceExit: false,
  },

  hooks: {
    init: [
      indexEntities({
        controllers: {
          source: 'app',
          glob: ['**/controllers/*_controller.ts'],
          importAlias: '#app',
        },
      }),
    ],
    buildStarting: [
      () => import('#app/web/openapi/build_hook'),
      () => import('#app/web/page/build_hook'),
    ],
  },
})
