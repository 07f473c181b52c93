import autoswagger from 'adonis-autoswagger'
import settings, { tags } from '#config/autoswagger'
import { committedRoutes } from '#app/web/openapi/routes'
import type { DocumentedRoute } from '#app/http/openapi/types'

interface FoundOperation {
  operationId?: string
  summary: string
  description: string
  tags: string[]
  security: object[]
}

/** What the route and its controller's comments say about one operation. */
export interface Outline {
  operationId: string
  summary: string
  description?: string
  tags?: string[]
  isSecured: boolean
}

/**
 * adonis-autoswagger reads the comments with a parser of ES2017: a private name or a number with
 * underscores hides those that come after it.
 */
class NotDescribed extends Error {
  constructor(route: string) {
    super(
      `${route} is not described. Give its controller's method a comment of the lines @<method>, ` +
        '@operationId and @summary, above any #private name and any number with underscores.'
    )
  }
}

// Only its routes are used. Models and validators it would read for nothing, and stumble over.
const reader = autoswagger.default
Object.assign(reader, { getSchemas: async () => ({}) })

/** The operations as adonis-autoswagger finds them: by path, then by method. */
export class Skeleton {
  #paths: Record<string, Record<string, FoundOperation>>

  private constructor(paths: Record<string, Record<string, FoundOperation>>) {
    this.#paths = paths
  }

  static async read() {
    // It writes into the routes that it is given, and the router still needs its own.
    const routes = committedRoutes().map((route) => ({ ...route }))
    const { paths } = await reader.json({ root: routes }, settings)
    return new Skeleton(paths)
  }

  /** Throws where the controller's method is not described. */
  outline({ method, pattern }: DocumentedRoute): Outline {
    // It writes parameters as OpenAPI does, but keeps a wildcard as it is.
    const path = pattern.replace(/:(\w+)\??/g, '{$1}')
    const found = this.#paths[path]?.[method.toLowerCase()]
    if (!found?.operationId) throw new NotDescribed(`${method} ${pattern}`)
    return {
      operationId: found.operationId,
      // The name of the method and the source file are appended to what the comment says.
      summary: found.summary.replace(/ \(\w+\)$/, ''),
      description: found.description.split('\n\n _')[0]?.trim() || undefined,
      tags: found.tags.flatMap((tag) => tags[tag]?.name ?? []),
      isSecured: found.security.length > 0,
    }
  }
}
