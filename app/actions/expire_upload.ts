import db from '@adonisjs/lucid/services/db'
import type Asset from '#models/asset'
import Deletion from '#models/deletion'
import { announce } from '#events/announce'
import { releaseUsage } from '#models/usage'

/** Cleans away a pending asset whose bytes never came. One that moved on meanwhile stays. */
export class ExpireUpload {
  async handle({ asset }: { asset: Asset }) {
    await db.transaction(async (trx) => {
      const gone = await trx.from('assets').where({ id: asset.id, status: 'pending' }).delete()
      if (Number(gone) !== 1) return
      announce(asset.userId, trx)
      await Deletion.ofAsset(asset, trx)
      await releaseUsage(asset.userId, { bytes: asset.size, assets: 1 }, trx)
    })
  }
}
