import Asset from '#app/assets/models/asset'
import { DeleteAsset } from '#app/assets/actions/delete_asset'
import { isClockTrusted } from '#app/persistence/clock_guard'
import { trashDays } from '#config/uploads'

/**
 * Erases what has been in the trash for longer than `TRASH_DAYS`, by the clock of the database.
 * Returns how many assets went.
 */
export class SweepTrash {
  async handle({ limit }: { limit: number }) {
    if (!(await isClockTrusted())) return 0
    const due = await Asset.query()
      .whereRaw('trashed_at < now() - make_interval(days => ?)', [trashDays])
      .orderBy(['trashed_at', 'id'])
      .limit(limit)
    for (const asset of due) {
      await new DeleteAsset().handle({ asset, origin: { actorId: null }, onlyTrashed: true })
    }
    return due.length
  }
}
