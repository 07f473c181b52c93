import { FindAsset } from '#app/assets/actions/find_asset'
import { assetColumns, type AssetFields } from '#app/assets/fields'
import AssetTransformer from '#app/assets/transformers/asset_transformer'
import { NotFound } from '#app/http/exceptions/errors'
import { iso } from '#app/http/iso'
import type { DueDelivery } from '#app/webhooks/delivery/types'

/** The body of a delivery, its urls signed now. */
export async function payloadOf(delivery: DueDelivery) {
  const { type, createdAt } = delivery
  return JSON.stringify({ type, timestamp: iso(createdAt), data: await assetOf(delivery) })
}

/** The asset as it is known now, in the state that the event gave it. */
async function assetOf(delivery: DueDelivery) {
  const then = fieldsOf(delivery.asset)
  const now = delivery.type === 'asset.deleted' ? null : await findAsset(delivery)
  if (!now) return withoutUrls(then)
  const { status, errorCode, errorMessage } = then
  return new AssetTransformer({ ...now, status, errorCode, errorMessage }).toObject()
}

async function findAsset({ assetId, userId }: DueDelivery) {
  if (!assetId) return null
  try {
    return await new FindAsset().handle({ id: assetId, owner: { id: userId } })
  } catch (error) {
    if (error instanceof NotFound) return null
    throw error
  }
}

// Its objects are gone, or about to be: only a ready asset is given urls.
async function withoutUrls(asset: AssetFields) {
  const shown = await new AssetTransformer({ ...asset, status: 'pending' }).toObject()
  return { ...shown, status: asset.status }
}

/** The fields of an answer from the asset's row as the trigger kept it. */
function fieldsOf(row: Record<string, unknown>) {
  const entries = Object.entries(assetColumns).map(([name, column]) => {
    const value = row[column.replace(/^assets\./, '')] ?? null
    return [name, name.endsWith('At') && value ? new Date(value as string) : value]
  })
  return Object.fromEntries(entries) as AssetFields
}
