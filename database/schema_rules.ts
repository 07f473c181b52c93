import { type SchemaRules } from '@adonisjs/lucid/types/schema_generator'

export default {
  types: { bigint: { tsType: 'number', decorator: '@column()' } },
  columns: {
    password: { tsType: 'string', decorator: '@column({ serializeAs: null })' },
    // The camera's own clock, which no zone turns into a moment.
    taken_at: { tsType: 'string', decorator: '@column()' },
  },
} satisfies SchemaRules
