import { useId, useState } from 'preact/hooks'
import { Field } from '../components/field'
import { ask, user } from '../session/session'
import { confirmed } from './confirmation'
import { FailureNotice, fieldsOf } from './failure_notice'
import { scopeWords, type KeyRow } from './key_types'

const DAY = 86_400
const LIFETIMES = [
  ['30 days', 30 * DAY],
  ['90 days', 90 * DAY],
  ['1 year', 365 * DAY],
  ['Never', 0],
] as const

/** Creates a key with a name, scopes and an expiry. */
export function KeyForm({ onCreated }: { onCreated: (key: KeyRow) => void }) {
  const [failure, setFailure] = useState<unknown>(null)
  const expiry = useId()
  const fields = fieldsOf(failure)
  const isAdmin = user.value!.role === 'ADMIN'
  const offered = Object.entries(scopeWords).filter(([scope]) => {
    return isAdmin || !scope.startsWith('admin:')
  })

  async function submit(event: SubmitEvent) {
    event.preventDefault()
    const form = event.target as HTMLFormElement
    const given = new FormData(form)
    const expiresIn = Number(given.get('expiresIn')) || undefined
    const body = { name: given.get('name'), scopes: given.getAll('scopes'), expiresIn }
    try {
      const { data } = await confirmed(() => {
        return ask<{ data: KeyRow }>('/keys', { method: 'POST', body })
      })
      form.reset()
      setFailure(null)
      onCreated(data)
    } catch (error) {
      setFailure(error)
    }
  }

  return (
    <form class="password-form" onSubmit={submit}>
      <FailureNotice failure={failure} />
      <Field label="Name of the key" name="name" required maxLength={100} wrong={fields.name} />
      <fieldset class="scopes">
        <legend>It may</legend>
        {offered.map(([scope, words]) => (
          <label key={scope} title={scope}>
            <input type="checkbox" name="scopes" value={scope} /> {words}
          </label>
        ))}
      </fieldset>
      {fields.scopes && (
        <p class="wrong" role="alert">
          Choose at least one.
        </p>
      )}
      <div class="field">
        <label for={expiry}>Expires after</label>
        <select id={expiry} class="select" name="expiresIn">
          {LIFETIMES.map(([words, seconds]) => (
            <option key={words} value={seconds}>
              {words}
            </option>
          ))}
        </select>
      </div>
      <button class="button">Create key</button>
    </form>
  )
}
