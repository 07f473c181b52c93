import { type SchemaRules } from '@adonisjs/lucid/types/schema_generator'

export default {
  types: { bigint: { tsType: 'number', decorator: '@column()' } },
  columns: { password: { tsType: 'string', decorator: '@column({ serializeAs: null })' } },
} satisfies SchemaRules
