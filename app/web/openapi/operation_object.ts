import { failureResponses, requestId } from '#app/web/openapi/failures'
import { inputSchema } from '#app/web/openapi/input'
import { operationOf } from '#app/web/openapi/domains'
import { id, json, text } from '#app/http/openapi/schema_builders'
import type { Outline } from '#app/web/openapi/skeleton'
import type { Answer, DocumentedRoute, Operation, Schema } from '#app/http/openapi/types'

/** One operation of the document, from its code and its declaration. */
export function operationObject(route: DocumentedRoute, outline: Outline) {
  const { isSecured, ...described } = outline
  const operation = operationOf(route)
  const { parameters, requestBody } = requestOf(route, operation)
  return {
    ...described,
    parameters,
    requestBody,
    responses: {
      ...Object.fromEntries(operation.answers.map(toResponse)),
      ...failureResponses(route, operation, isSecured),
    },
    security: isSecured ? securityOf(route) : [],
  }
}

/** Any of these lets a caller pass. No scheme is OAuth: each lists roles (OpenAPI 3.1, 4.8.30). */
function securityOf({ scheme, roles, scopes, grants }: DocumentedRoute) {
  const keys = scopes.map((scope) => ({ key: [scope] }))
  return [{ [scheme]: roles }, ...keys, ...(grants ? [{ grant: [] }] : [])]
}

function requestOf(route: DocumentedRoute, { input, headers = {}, body }: Operation) {
  const schema = input && inputSchema(input)
  const isQuery = ['GET', 'DELETE'].includes(route.method)
  const content = body ?? (schema && !isQuery ? json(schema) : undefined)
  return {
    parameters: [
      ...pathParameters(route),
      ...(schema && isQuery ? queryParameters(schema) : []),
      ...Object.entries(headers).map(([name, header]) => parameter('header', name, header)),
    ],
    requestBody: content && { required: true, content },
  }
}

function pathParameters({ path }: DocumentedRoute) {
  return [...path.matchAll(/{(\w+)}/g)].map(([, name]) => ({
    ...parameter('path', name, /id$/i.test(name) ? id : text),
    required: true,
  }))
}

function queryParameters({ properties, required }: Schema) {
  const names = Object.entries(properties as Record<string, Schema>)
  return names.map(([name, schema]) => ({
    ...parameter('query', name, schema),
    required: (required as string[]).includes(name),
  }))
}

function parameter(where: string, name: string, { description, ...schema }: Schema) {
  return { in: where, name, description, schema }
}

function toResponse({ status, ...answer }: Answer) {
  return [status, { ...answer, headers: requestId }] as const
}
