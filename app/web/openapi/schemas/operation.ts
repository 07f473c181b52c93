import { list, nullable, object, oneOf, ref, text, time } from '#app/http/openapi/schema_builders'

const condition = oneOf('ok', 'warning', 'error')

const health = object({
  status: { ...condition, description: 'The worst of the parts' },
  checkedAt: time,
  parts: {
    type: 'object',
    additionalProperties: object({ status: condition, message: text }),
  },
})

const unhealthy = object({
  data: ref('Health'),
  errors: {
    ...list(object({ code: text, message: text })),
    description: 'One a part that is down',
  },
})

const pageMetadata = object({
  nextCursor: nullable({ ...text, description: 'Null on the last page' }),
})

/** Health, and what every page has. */
export const operationSchemas = {
  Health: health,
  Unhealthy: unhealthy,
  PageMetadata: pageMetadata,
}
