import { HttpContext } from '@adonisjs/core/http'
import { BaseSerializer } from '@adonisjs/core/transformers'

/** Where the next page begins; null on the last one. */
export interface PageMetadata {
  nextCursor: string | null
}

/** Every success body is `{ data }`; a list adds `{ metadata }`. */
class ApiSerializer extends BaseSerializer<{ Wrap: 'data'; PaginationMetaData: PageMetadata }> {
  wrap = 'data' as const

  definePaginationMetaData(metadata: unknown): PageMetadata {
    return metadata as PageMetadata
  }
}

const serializer = new ApiSerializer()

declare module '@adonisjs/core/http' {
  export interface HttpContext {
    serialize: ApiSerializer['serialize']
  }
}

HttpContext.instanceProperty('serialize', function (this: HttpContext, values: never): never {
  return serializer.serialize(values, this.containerResolver) as never
})
