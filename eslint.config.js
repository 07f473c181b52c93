import { configApp, RULES_LIST } from '@adonisjs/eslint-config'
import { layerRules } from './eslint.layers.js'

export default configApp(
  {
    ignores: [
      '.adonisjs/**',
      'build/**',
      'public/**',
      'storage/**',
      'database/schema.ts',
      'packages/*/dist/**',
      'packages/client/src/schema.ts',
    ],
  },
  { files: ['ui/**/*.tsx'], rules: RULES_LIST },
  {
    // Where a function catches or disposes of something, a promise that it returns without awaiting
    // it fails beside that: nobody may be there to handle it yet, and the process would end.
    files: ['app/**/*.ts', 'commands/**/*.ts', 'database/**/*.ts', 'providers/**/*.ts'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: { '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'] },
  },
  ...layerRules
)
