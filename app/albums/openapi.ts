import { albumsPageValidator, albumValidator } from '#app/albums/validators'
import {
  id,
  nothing,
  nullable,
  object,
  one,
  page,
  ref,
  text,
  time,
  whole,
} from '#app/http/openapi/schema_builders'
import type { Operation } from '#app/http/openapi/types'

/** What the calls of albums answer and refuse. */
export const operations: Record<string, Operation> = {
  'GET /albums': { input: albumsPageValidator, answers: [page(ref('Album'))] },
  'POST /albums': { input: albumValidator, answers: [one(ref('Album'), 201, 'Created.')] },
  'GET /albums/:id': { answers: [one(ref('Album'))] },
  'PATCH /albums/:id': { input: albumValidator, answers: [one(ref('Album'))] },
  'DELETE /albums/:id': { answers: [nothing('Deleted. Its assets stay.')] },
}

/** Albums, as their transformer writes them. */
export const schemas = {
  Album: object({
    id,
    title: text,
    count: { ...whole, description: 'Assets that are not in the trash' },
    cover: nullable(ref('Asset')),
    createdAt: time,
    updatedAt: time,
  }),
}
