import { assetsPageValidator } from '#app/http/pagination'
import { renameValidator } from '#app/uploads/validators'
import { AssetNotReady } from '#app/uploads/errors'
import { nothing, object, one, page, ref, time, url } from '#app/http/openapi/schema_builders'
import type { Operation } from '#app/http/openapi/types'

export const assets: Record<string, Operation> = {
  'GET /assets': { input: assetsPageValidator, answers: [page(ref('Asset'))] },
  'GET /assets/:id': { answers: [one(ref('Asset'))] },
  'GET /assets/:id/download': {
    answers: [one(object({ url, expiresAt: time }))],
    failures: [AssetNotReady],
  },
  'PATCH /assets/:id': { input: renameValidator, answers: [one(ref('Asset'), 200, 'Renamed.')] },
  'DELETE /assets/:id': { answers: [nothing('Gone. Its objects follow soon.')] },
}
