import { configApp, RULES_LIST } from '@adonisjs/eslint-config'

export default configApp(
  { ignores: ['.adonisjs/**', 'build/**', 'public/**', 'storage/**', 'database/schema.ts'] },
  { files: ['ui/**/*.tsx'], rules: RULES_LIST },
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
