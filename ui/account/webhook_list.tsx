import { useState } from 'preact/hooks'
import { sentenceOf } from '../api/failure'
import { ListFoot } from '../components/list_foot'
import { toast } from '../components/toast'
import { usePages } from '../lib/pages'
import { call } from '../session/session'
import { WebhookForm } from './webhook_form'
import { WebhookItem } from './webhook_item'
import type { WebhookRow } from './webhook_types'
import './webhooks.css'

/** The servers that are notified when the person's assets change. */
export function WebhookList() {
  const { rows, failure, more, again } = usePages<WebhookRow>('/webhooks')
  const [secret, setSecret] = useState('')

  function added(webhook: WebhookRow) {
    setSecret(webhook.secret!)
    again()
  }

  async function remove({ id, url }: WebhookRow) {
    try {
      await call(`/webhooks/${id}`, { method: 'DELETE' })
      toast(`Deleted the webhook to ${new URL(url).host}`)
      again()
    } catch (error) {
      toast(sentenceOf(error))
    }
  }

  return (
    <section aria-labelledby="webhooks">
      <h2 id="webhooks">Webhooks</h2>
      <p class="quiet small">Your server is notified when a file is ready, rejected or deleted.</p>
      {secret && (
        <p class="notice" role="status">
          This secret signs the deliveries. Copy it now; it is not shown again:{' '}
          <code>{secret}</code>
        </p>
      )}
      <ul class="rows">
        {rows.map((webhook) => (
          <WebhookItem
            key={webhook.id}
            webhook={webhook}
            onDelete={() => remove(webhook)}
            onChange={again}
          />
        ))}
      </ul>
      <ListFoot failure={failure} nothing="" more={more} />
      <WebhookForm onAdded={added} />
    </section>
  )
}
