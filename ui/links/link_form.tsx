import { useState } from 'preact/hooks'
import { ApiFailure, sentenceOf } from '../api/failure'
import { Field } from '../components/field'
import { instance } from '../session/instance'
import { call } from '../session/session'
import { bodyOf, inputTime } from './link_body'
import { SenderField } from './sender_field'
import type { LinkRow } from './link_types'

/** Makes a link, or changes one. */
export function LinkForm({ link, onSaved }: { link?: LinkRow; onSaved: () => void }) {
  const [failure, setFailure] = useState<unknown>(null)
  const fields = failure instanceof ApiFailure ? failure.fields : {}

  async function submit(event: SubmitEvent) {
    event.preventDefault()
    const given = new FormData(event.target as HTMLFormElement)
    const [path, method] = link ? [`/links/${link.id}`, 'PATCH'] : ['/links', 'POST']
    try {
      await call(path, { method, body: bodyOf(given) })
      setFailure(null)
      onSaved()
    } catch (error) {
      setFailure(error)
    }
  }

  return (
    <form class="password-form" onSubmit={submit}>
      <Field
        label="Title"
        name="title"
        required
        maxLength={200}
        defaultValue={link?.title}
        wrong={fields.title}
      />
      <Field
        label="Message (optional)"
        name="message"
        maxLength={2_000}
        defaultValue={link?.message ?? ''}
        wrong={fields.message}
      />
      <details class="link-rules">
        <summary>Limits, password and sender</summary>
        <Field
          label="Number of files"
          name="maxAssets"
          type="number"
          min={1}
          max={1_000_000}
          defaultValue={link?.maxAssets ?? ''}
          wrong={fields.maxAssets}
        />
        <Field
          label="Size of each file, in MB"
          name="maxFileSize"
          type="number"
          min={1}
          max={1_000_000}
          defaultValue={link?.maxFileSize ? link.maxFileSize / 1_000_000 : ''}
          step="any"
          wrong={fields.maxFileSize}
        />
        <Field
          label="Until"
          name="expiresAt"
          type="datetime-local"
          defaultValue={inputTime(link?.expiresAt)}
          wrong={fields.expiresAt}
        />
        <Field
          label="Password"
          name="password"
          maxLength={128}
          autocomplete="off"
          hint={link?.hasPassword ? 'It has one. Fill this in to change it.' : undefined}
          wrong={fields.password}
        />
        <SenderField label="Sender’s name" name="name" rule={link?.sender.name} />
        <SenderField label="Sender’s email" name="email" rule={link?.sender.email} />
        {instance.value.mail && (
          <label>
            <input type="checkbox" name="notify" defaultChecked={link?.notify} /> Mail me when files
            arrive
          </label>
        )}
      </details>
      {failure && Object.keys(fields).length === 0 ? (
        <p class="wrong" role="alert">
          {sentenceOf(failure)}
        </p>
      ) : null}
      <button class={link ? 'button' : 'button primary'}>{link ? 'Save' : 'Make a link'}</button>
    </form>
  )
}
