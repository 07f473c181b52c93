import db from '@adonisjs/lucid/services/db'
import type Album from '#app/albums/models/album'
import AuditLog, { type RequestContext } from '#app/audit/models/audit_log'

/** Deletes an album, and no asset. Its shares end with it. */
export class DeleteAlbum {
  async handle({ album, origin }: { album: Album; origin: RequestContext }) {
    const { id, title } = album
    await db.transaction(async (trx) => {
      // Before the album, which an asset that goes to the trash locks after its own rows.
      await trx.from('album_assets').where('album_id', id).delete()
      const deleted = await trx.from('albums').where({ id }).delete()
      if (Number(deleted) === 0) return
      await AuditLog.record('album.deleted', id, origin, trx, { title })
    })
  }
}
