import type { Answer, Schema } from '#app/http/openapi/types'

export const text: Schema = { type: 'string' }
export const id: Schema = { type: 'string', format: 'uuid' }
export const time: Schema = { type: 'string', format: 'date-time', description: 'UTC' }
export const url: Schema = { type: 'string', format: 'uri' }
export const whole: Schema = { type: 'integer', minimum: 0 }

export function object(properties: Record<string, Schema>, optional: string[] = []): Schema {
  const required = Object.keys(properties).filter((name) => !optional.includes(name))
  return { type: 'object', properties, required }
}

export function list(items: Schema): Schema {
  return { type: 'array', items }
}

export function oneOf(...values: readonly string[]): Schema {
  return { type: 'string', enum: values }
}

export function nullable(schema: Schema): Schema {
  if (!('type' in schema)) return { oneOf: [schema, { type: 'null' }] }
  const values = schema.enum as unknown[] | undefined
  return { ...schema, type: [schema.type, 'null'], ...(values && { enum: [...values, null] }) }
}

export function ref(name: string): Schema {
  return { $ref: `#/components/schemas/${name}` }
}

/** An answer of one thing. */
export function one(schema: Schema, status = 200, description = 'Done.'): Answer {
  return { status, description, content: json(object({ data: schema })) }
}

/** What every list adds to its rows. */
export const pageMetadata = object({
  nextCursor: nullable({ ...text, description: 'Null on the last page' }),
})

/** An answer of a page of things, and where the next page begins. */
export function page(items: Schema): Answer {
  const body = object({ data: list(items), metadata: ref('PageMetadata') })
  return { status: 200, description: 'A page.', content: json(body) }
}

export function nothing(description: string): Answer {
  return { status: 204, description }
}

/** An answer that is not in the application's own form. */
export function raw(contentType: string, description: string, schema: Schema = text): Answer {
  return { status: 200, description, content: { [contentType]: { schema } } }
}

export function json(schema: Schema) {
  return { 'application/json': { schema } }
}
