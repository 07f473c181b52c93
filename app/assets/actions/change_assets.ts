import type { Exception } from '@adonisjs/core/exceptions'
import Asset from '#app/assets/models/asset'
import { type BulkChange, markAssets } from '#app/assets/actions/mark_assets'
import { DeleteAsset } from '#app/assets/actions/delete_asset'
import { RestoreAsset } from '#app/assets/actions/restore_asset'
import { TrashAsset } from '#app/assets/actions/trash_asset'
import { ExternalIdReused } from '#app/assets/errors'
import type { RequestContext } from '#app/audit/models/audit_log'
import { NotFound } from '#app/http/exceptions/errors'

export type BulkResult =
  { id: string; ok: true } | { id: string; error: { code: string; message: string } }

/**
 * Applies one action to many of an owner's assets, each independently, and returns a result for each
 * in the order of their ids. Repeated after a crash it finishes what is left.
 */
export class ChangeAssets {
  async handle(change: BulkChange, origin: RequestContext): Promise<BulkResult[]> {
    const { action, ids, userId } = change
    if (action !== 'trash' && action !== 'restore' && action !== 'erase') {
      const failures = await markAssets(change)
      return ids.map((id) => resultOf(id, failures.get(id)))
    }
    const results: BulkResult[] = []
    for (const id of ids) {
      results.push(resultOf(id, await attempt(() => moveAsset({ action, id, userId, origin }))))
    }
    return results
  }
}

interface Move {
  action: 'trash' | 'restore' | 'erase'
  id: string
  userId: string
  origin: RequestContext
}

async function moveAsset({ action, id, userId, origin }: Move) {
  const asset = await Asset.query().where({ id, user_id: userId }).first()
  if (action === 'restore') {
    // One that a call before this has restored: that call may have died before its answer.
    if (asset && !asset.trashedAt) return
    return new RestoreAsset().handle({ id, userId })
  }
  if (!asset || (action === 'trash' && asset.trashedAt)) throw new NotFound()
  const Action = action === 'trash' ? TrashAsset : DeleteAsset
  return new Action().handle({ asset, origin })
}

/** What an asset alone is refused for; anything else ends the call. */
async function attempt(work: () => Promise<void>) {
  try {
    await work()
  } catch (error) {
    if (error instanceof NotFound || error instanceof ExternalIdReused) return error
    throw error
  }
}

function resultOf(id: string, failure?: Exception): BulkResult {
  if (!failure) return { id, ok: true }
  return { id, error: { code: failure.code!, message: failure.message } }
}
