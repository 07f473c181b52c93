/** A delivery whose time has come, with what its webhook adds. */
export interface DueDelivery {
  id: string
  webhookId: string
  userId: string
  eventId: string
  type: string
  assetId: string | null
  /** The asset's row as the event left it. */
  asset: Record<string, unknown>
  attempts: number
  createdAt: Date
  pendingSince: Date
  url: string
  secret: string
  /** Null once its day is over. */
  previousSecret: string | null
  isSlow: boolean
}

/** How one attempt ended. It succeeded if there is no error. */
export interface Attempt {
  responseCode: number | null
  milliseconds: number
  error: string | null
}
