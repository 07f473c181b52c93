import { sentenceOf } from '../api/failure'
import type { Asset } from '../api/types'
import { toast } from '../components/toast'
import { ask } from '../session/session'
import { put } from './library'

/** Changes the asset on the page at once, and on the server; what is refused is taken back. */
export async function updateAsset(asset: Asset, changes: Partial<Asset>) {
  put({ ...asset, ...changes })
  try {
    const path = `/assets/${asset.id}`
    const { data } = await ask<{ data: Asset }>(path, { method: 'PATCH', body: changes })
    put(data)
  } catch (error) {
    put(asset)
    toast(sentenceOf(error))
  }
}
