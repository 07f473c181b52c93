import { useState } from 'preact/hooks'
import { ApiFailure, sentenceOf } from '../api/failure'
import { Field } from '../components/field'
import { ask } from '../session/session'
import { webhookEvents, type WebhookRow } from './webhook_types'

/** Adds a webhook, for every event or some of them. */
export function WebhookForm({ onAdded }: { onAdded: (webhook: WebhookRow) => void }) {
  const [failure, setFailure] = useState<unknown>(null)
  const fields = failure instanceof ApiFailure ? failure.fields : {}

  async function submit(event: SubmitEvent) {
    event.preventDefault()
    const form = event.target as HTMLFormElement
    const given = new FormData(form)
    const body = { url: given.get('url'), events: given.getAll('events') }
    try {
      const { data } = await ask<{ data: WebhookRow }>('/webhooks', { method: 'POST', body })
      form.reset()
      setFailure(null)
      onAdded(data)
    } catch (error) {
      setFailure(error)
    }
  }

  return (
    <form class="password-form" onSubmit={submit}>
      <Field
        label="Address of your server"
        name="url"
        type="url"
        required
        maxLength={2_000}
        placeholder="https://"
        wrong={fields.url}
      />
      <fieldset class="webhook-events">
        <legend>Events</legend>
        {webhookEvents.map((name) => (
          <label key={name}>
            <input type="checkbox" name="events" value={name} defaultChecked /> {name}
          </label>
        ))}
      </fieldset>
      {failure && !fields.url ? (
        <p class="wrong" role="alert">
          {sentenceOf(failure)}
        </p>
      ) : null}
      <button class="button">Add webhook</button>
    </form>
  )
}
