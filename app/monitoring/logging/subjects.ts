import { validate } from 'uuid'
import type { HttpContext } from '@adonisjs/core/http'

/**
 * The asset or the job that a request is about, for its line in the log: as its address names it,
 * or as the controller that made or read it says. What is no id is somebody's text, and left out.
 */
export function subjectsOf({ assetId, params, route }: HttpContext) {
  const [, noun] = route?.pattern.split('/') ?? []
  const named = assetId ?? params.assetId ?? (noun === 'assets' ? params.id : undefined)
  const job = noun === 'jobs' ? params.id : undefined
  return { asset_id: idOrNothing(named), job_id: idOrNothing(job) }
}

function idOrNothing(text?: string) {
  return validate(text) ? text : undefined
}

declare module '@adonisjs/core/http' {
  interface HttpContext {
    /** The asset that this request is about, where its address does not name it. */
    assetId?: string
  }
}
