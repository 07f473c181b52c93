import type { Asset } from '../api/types'
import { ask } from '../session/session'
import { put } from './library'

const AGAIN_AFTER_MS = 60_000

const renewed = new Map<string, number>()

/**
 * Gets an asset's urls anew, for those that it has may have expired. Not again within a minute:
 * then the reason is another one. Tells whether it is worth to load them once more, which may be
 * the same ones.
 */
export async function renewUrls({ id }: Asset): Promise<boolean> {
  if (Date.now() - (renewed.get(id) ?? 0) < AGAIN_AFTER_MS) return false
  renewed.set(id, Date.now())
  try {
    const { data } = await ask<{ data: Asset }>(`/assets/${id}`)
    put(data)
    return true
  } catch {
    // The placeholder stays. The next change of the asset, or the next visit, tries again.
    return false
  }
}
