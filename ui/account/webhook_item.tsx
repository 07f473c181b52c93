import { useState } from 'preact/hooks'
import { sentenceOf } from '../api/failure'
import { toast } from '../components/toast'
import { ago } from '../lib/format'
import { call } from '../session/session'
import { DeliveryList } from './delivery_list'
import type { WebhookRow } from './webhook_types'

interface Props {
  webhook: WebhookRow
  onDelete: () => void
  onChange: () => void
}

/** One webhook: whether it works, and its deliveries on request. */
export function WebhookItem({ webhook, onDelete, onChange }: Props) {
  const [isOpen, setOpen] = useState(false)
  const { id, url, events, disabledAt, lastSuccessAt } = webhook
  const { host } = new URL(url)

  async function act(path: string, method: string, body?: object) {
    try {
      await call(`/webhooks/${id}${path}`, { method, body })
      return true
    } catch (error) {
      toast(sentenceOf(error))
      return false
    }
  }

  async function turnOn() {
    if (await act('', 'PATCH', { disabled: false })) onChange()
  }

  async function test() {
    if (await act('/test', 'POST')) toast(`Sending a test event to ${host}`)
  }

  return (
    <li class="webhook">
      <div>
        <p>
          {url} {disabledAt && <span class="tag">Off</span>}
        </p>
        <p class="quiet small">
          {events.join(', ')} ·{' '}
          {lastSuccessAt ? `last success ${ago(lastSuccessAt)}` : 'no success yet'}
        </p>
        <p class="webhook-actions">
          <button class="button compact" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            Deliveries
            <span class="visually-hidden"> to {host}</span>
          </button>
          {disabledAt ? (
            <button class="button compact" onClick={turnOn}>
              Turn on
              <span class="visually-hidden"> {host}</span>
            </button>
          ) : (
            <button class="button compact" onClick={test}>
              Send a test
              <span class="visually-hidden"> to {host}</span>
            </button>
          )}
          <button class="button compact danger" onClick={onDelete}>
            Delete
            <span class="visually-hidden"> the webhook to {host}</span>
          </button>
        </p>
        {isOpen && <DeliveryList webhookId={id} />}
      </div>
    </li>
  )
}
