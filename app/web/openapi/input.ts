import type { DescribedValidator, Schema } from '#app/http/openapi/types'

/** A field as Vine's compiler sees it. It knows what the JSON Schema leaves out. */
interface FieldNode {
  type: string
  subtype?: string
  propertyName: string
  isOptional: boolean
  allowNull: boolean
  properties?: FieldNode[]
  each?: FieldNode
}

/** What a validator takes, as a JSON Schema of OpenAPI 3.1. */
export function inputSchema(validator: DescribedValidator): Schema {
  return correct(validator.toJSONSchema() as Schema, validator.toJSON().schema.schema as FieldNode)
}

/**
 * Vine describes a date as anything, a boolean as what a form may send, and leaves out of `required`
 * what may be null but not absent.
 */
function correct(schema: Schema, field: FieldNode): Schema {
  if (field.subtype === 'date') return { type: orNull('string', field), format: 'date-time' }
  if (field.subtype === 'boolean') return { type: orNull('boolean', field) }
  if (field.type === 'record') return { type: orNull('object', field) }
  if (field.each) return { ...schema, items: correct(schema.items as Schema, field.each) }
  if (!field.properties) return Array.isArray(schema.enum) ? { type: 'string', ...schema } : schema

  const described = schema.properties as Record<string, Schema>
  const properties = field.properties.map((property) => {
    const name = property.propertyName
    return [name, correct(described[name], property)] as const
  })
  const required = field.properties.filter(({ isOptional }) => !isOptional)
  return {
    ...schema,
    properties: Object.fromEntries(properties),
    required: required.map(({ propertyName }) => propertyName),
  }
}

function orNull(type: string, { allowNull }: FieldNode) {
  return allowNull ? [type, 'null'] : type
}
