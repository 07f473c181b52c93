import { useState } from 'preact/hooks'
import { Field } from '../components/field'
import { dateTime } from '../lib/format'
import { ask, farewell, forget } from '../session/session'
import { FailureNotice, fieldsOf } from './failure_notice'

/** Stops the account and has everything in it erased. */
export function EraseAccount() {
  const [isOpen, setOpen] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)

  async function erase(event: SubmitEvent) {
    event.preventDefault()
    const body = Object.fromEntries(new FormData(event.target as HTMLFormElement))
    try {
      const { data } = await ask<{ data: { eraseAt: string } }>('/auth/me', {
        method: 'DELETE',
        body,
      })
      forget()
      farewell.value = `Your account is closed. Everything in it is erased on ${dateTime(data.eraseAt)}; until then an administrator can restore it.`
    } catch (error) {
      setFailure(error)
    }
  }

  return (
    <section aria-labelledby="erase">
      <h2 id="erase">Leave</h2>
      <p class="quiet">
        You are signed out everywhere, and your links, shares and keys stop at once. After a few
        days, in which an administrator can still restore the account, all your files are erased.
      </p>
      {isOpen ? (
        <form class="password-form" onSubmit={erase}>
          <FailureNotice failure={failure} />
          <Field
            label="Current password"
            name="currentPassword"
            type="password"
            autocomplete="current-password"
            required
            wrong={fieldsOf(failure).currentPassword}
          />
          <button class="button danger">Erase everything</button>
          <button class="button" type="button" onClick={() => setOpen(false)}>
            Cancel
          </button>
        </form>
      ) : (
        <p>
          <button class="button danger" onClick={() => setOpen(true)}>
            Erase my account …
          </button>
        </p>
      )}
    </section>
  )
}
