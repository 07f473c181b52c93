import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

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
