import { tags } from '#config/autoswagger'
import { sharedResponses } from '#app/web/openapi/failures'
import { operationObject } from '#app/web/openapi/operation_object'
import { documentedRoutes } from '#app/web/openapi/routes'
import { schemas } from '#app/web/openapi/domains'
import { Skeleton } from '#app/web/openapi/skeleton'
import { readVersion } from '#app/web/version'
import type { ApiDocument, PathItem } from '#app/http/openapi/types'

/**
 * The OpenAPI 3.1 document of the application, made from its sources: routes and comments by
 * adonis-autoswagger, input from the validators, answers as they are declared in each
 * domain’s `openapi.ts`. Throws where a route is not described.
 */
export async function makeDocument(): Promise<ApiDocument> {
  const paths = await describeRoutes()
  const used = new Set(Object.values(paths).flatMap(tagsOf))
  return {
    openapi: '3.1.0',
    info: {
      title: 'Media Inbox',
      version: await readVersion(),
      description: DESCRIPTION,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    tags: Object.values(tags).filter(({ name }) => used.has(name)),
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'The access token of a session.' },
        key: { type: 'http', scheme: 'bearer', description: 'A key with this scope.' },
        grant: { type: 'http', scheme: 'bearer', description: 'A grant: it sees what it sent.' },
        storeHook: { type: 'http', scheme: 'bearer', description: 'The secret of the store.' },
      },
      headers: { RequestId: { description: REQUEST_ID, schema: { type: 'string' } } },
      responses: sharedResponses,
      schemas,
    },
  }
}

/** The text of the document's file. */
export function printDocument(document: ApiDocument) {
  return `${JSON.stringify(document, null, 2)}\n`
}

async function describeRoutes() {
  const skeleton = await Skeleton.read()
  const paths: Record<string, PathItem> = {}
  for (const route of documentedRoutes()) {
    const item = (paths[route.path] ??= {})
    item[route.method.toLowerCase()] = operationObject(route, skeleton.outline(route))
  }
  return paths
}

function tagsOf(item: PathItem) {
  return Object.values(item).flatMap((operation) => operation.tags as string[])
}

const REQUEST_ID = 'The id of this request, the caller’s own where it sent a sane one.'

const DESCRIPTION = [
  'Receives people’s photos and files and never loses one.',
  'Success answers `{ data }`, a list adds `{ metadata }`, a failure is `{ errors }` with a stable',
  '`code` each. Times are UTC, sizes are bytes, ids are UUIDv7. Send the access token as',
  '`Authorization: Bearer <token>`.',
].join(' ')
