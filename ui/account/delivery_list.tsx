import { sentenceOf } from '../api/failure'
import { ListFoot } from '../components/list_foot'
import { toast } from '../components/toast'
import { ago } from '../lib/format'
import { usePages } from '../lib/pages'
import { call } from '../session/session'
import type { DeliveryRow } from './webhook_types'

/** What was sent to a webhook, newest first, each of which can be sent again. */
export function DeliveryList({ webhookId }: { webhookId: string }) {
  const path = `/webhooks/${webhookId}/deliveries`
  const { rows, isEmpty, failure, more, again } = usePages<DeliveryRow>(path)

  async function redeliver(id: string) {
    try {
      await call(`${path}/${id}/redeliver`, { method: 'POST' })
      again()
    } catch (error) {
      toast(sentenceOf(error))
    }
  }

  return (
    <>
      <ul class="rows" aria-label="Deliveries">
        {rows.map((delivery) => (
          <li key={delivery.id}>
            <div>
              <p>
                {delivery.type} <span class="tag">{delivery.status}</span>
              </p>
              <p class="quiet small">{detailsOf(delivery)}</p>
            </div>
            <button class="button compact" onClick={() => redeliver(delivery.id)}>
              Redeliver
              <span class="visually-hidden">
                {' '}
                {delivery.type} of {ago(delivery.createdAt)}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <ListFoot
        failure={failure}
        nothing={isEmpty ? 'Nothing has been sent yet.' : ''}
        more={more}
      />
    </>
  )
}

function detailsOf({ createdAt, attempts, responseCode, milliseconds, error }: DeliveryRow) {
  const answer = responseCode && `${responseCode} in ${milliseconds} ms`
  const tries = attempts > 1 && `${attempts} attempts`
  return [ago(createdAt), answer, tries, !answer && error].filter(Boolean).join(' · ')
}
