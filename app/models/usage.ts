import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { defaultQuota } from '#config/uploads'

/**
 * Sets aside room for one asset. False where it would pass the user's quota. It is one conditional
 * update, so that any number of uploads at once cannot pass it together.
 */
export async function reserveUsage(userId: string, bytes: number, trx: TransactionClientContract) {
  const reserved = await trx
    .from('users')
    .where('id', userId)
    .whereRaw('used_bytes + ? <= coalesce(quota_bytes, ?)', [bytes, defaultQuota.bytes])
    .whereRaw('used_assets + 1 <= coalesce(quota_assets, ?)', [defaultQuota.assets])
    .update({
      used_bytes: trx.raw('used_bytes + ?', [bytes]),
      used_assets: trx.raw('used_assets + 1'),
    })
  return Number(reserved) === 1
}

/** Gives room back, once the row that had reserved it no longer holds it. */
export async function releaseUsage(
  userId: string,
  { bytes, assets }: { bytes: number; assets: number },
  trx: TransactionClientContract
) {
  await trx
    .from('users')
    .where('id', userId)
    .update({
      used_bytes: trx.raw('used_bytes - ?', [bytes]),
      used_assets: trx.raw('used_assets - ?', [assets]),
    })
}
