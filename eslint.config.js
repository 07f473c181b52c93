import { configApp } from '@adonisjs/eslint-config'

export default configApp(
  { ignores: ['.adonisjs/**', 'build/**', 'storage/**', 'database/schema.ts'] },
  {
    // Bytes and pixels know nothing of rows: the store and the media steps stay usable alone.
    files: ['app/media/**/*.ts', 'app/storage/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: ['#models/*', '#actions/*', '#controllers/*', '@adonisjs/lucid*'] },
      ],
    },
  }
)
