import { useState } from 'preact/hooks'
import { send } from '../api/send'
import { Field } from '../components/field'
import { at, replace } from '../lib/router'
import { farewell, forget } from '../session/session'
import { EntryPage } from './entry_page'
import { FailureNotice, fieldsOf } from './failure_notice'

/** Sets a new password by the token of a link. */
export function ResetPasswordPage({ token }: { token: string }) {
  const [failure, setFailure] = useState<unknown>(null)

  async function submit(event: SubmitEvent) {
    event.preventDefault()
    const newPassword = new FormData(event.target as HTMLFormElement).get('newPassword')
    try {
      await send('/auth/password/reset', { method: 'POST', body: { token, newPassword } })
      // Whoever was signed in here is so no more.
      forget()
      farewell.value = 'Your new password is set. Sign in with it.'
      replace(at('/'))
    } catch (error) {
      setFailure(error)
    }
  }

  return (
    <EntryPage title="Set a new password">
      <FailureNotice failure={failure} />
      <form onSubmit={submit}>
        <Field
          label="New password"
          name="newPassword"
          type="password"
          autocomplete="new-password"
          required
          minLength={12}
          maxLength={128}
          hint="At least 12 characters. You are signed out everywhere."
          wrong={fieldsOf(failure).newPassword}
        />
        <button class="button primary">Set password</button>
      </form>
      <p class="quiet">
        <a href={at('/')}>Back to sign-in</a>
      </p>
    </EntryPage>
  )
}
