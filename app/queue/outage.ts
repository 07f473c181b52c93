import { StoreUnavailable } from '#storage/errors'
import { isDatabaseOutage } from '#exceptions/database_outage'

/** Whether an attempt failed for what it needs was away: that ends by itself, and no file is at fault. */
export function isOutage(error: unknown): boolean {
  return error instanceof StoreUnavailable || isDatabaseOutage(error)
}
