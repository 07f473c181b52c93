import Archive from '#app/archives/models/archive'
import { isClockTrusted } from '#app/persistence/clock_guard'

/** Forgets archives that have expired, oldest first. Returns how many went. */
export class SweepArchives {
  async handle({ limit }: { limit: number }) {
    if (!(await isClockTrusted())) return 0
    return Archive.deleteExpired(limit)
  }
}
