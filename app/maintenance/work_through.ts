import logger from '@adonisjs/core/services/logger'
import { StoreUnavailable } from '#app/storage/errors'
import { describeFailure } from '#app/observability/logging/failure'
import { sweepAtOnce } from '#config/sweep'

interface Work<Row> {
  work: (row: Row) => Promise<void>
  /** Notes that a row has failed, and moves it back in its line. */
  postpone: (row: Row, reason: string) => Promise<unknown>
}

/**
 * Works through rows, some at once. One that fails is postponed and delays no other;
 * if the store is down, the rest of the batch stays as it is.
 */
export async function workThrough<Row extends { id: string }>(
  rows: Row[],
  { work, postpone }: Work<Row>
) {
  const waiting = rows.values()
  const lane = async () => {
    for (const row of waiting) {
      try {
        await work(row)
      } catch (error) {
        const reason = describeFailure(error)
        logger.warn({ id: row.id, reason }, 'a row of the sweep failed and is postponed')
        await postpone(row, reason)
        if (error instanceof StoreUnavailable) return
      }
    }
  }
  await Promise.all(Array.from({ length: sweepAtOnce }, lane))
}
