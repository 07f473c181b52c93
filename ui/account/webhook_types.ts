export const webhookEvents = ['asset.ready', 'asset.rejected', 'asset.failed', 'asset.deleted']

/** A webhook, as the API answers it. The secret is there once, when it was added. */
export interface WebhookRow {
  id: string
  url: string
  events: string[]
  disabledAt: string | null
  lastSuccessAt: string | null
  secret?: string
}

export interface DeliveryRow {
  id: string
  type: string
  status: 'pending' | 'delivered' | 'failed' | 'skipped'
  attempts: number
  responseCode: number | null
  milliseconds: number | null
  error: string | null
  createdAt: string
}
