import { useState } from 'preact/hooks'
import { Field } from '../components/field'
import { call } from '../session/session'
import { CodeField, codeOf } from './code_field'
import { FailureNotice, fieldsOf } from './failure_notice'

/** Turns the authenticator app off, by password and code. */
export function AuthenticatorRemoval({ onDone }: { onDone: () => void }) {
  const [failure, setFailure] = useState<unknown>(null)

  async function submit(event: SubmitEvent) {
    event.preventDefault()
    const form = event.target as HTMLFormElement
    const currentPassword = new FormData(form).get('currentPassword')
    try {
      const body = { currentPassword, code: codeOf(form) }
      await call('/auth/totp', { method: 'DELETE', body })
      onDone()
    } catch (error) {
      setFailure(error)
    }
  }

  return (
    <form class="password-form" onSubmit={submit}>
      <FailureNotice failure={failure} />
      <Field
        label="Current password"
        name="currentPassword"
        type="password"
        autocomplete="current-password"
        required
        wrong={fieldsOf(failure).currentPassword}
      />
      <CodeField />
      <button class="button danger">Turn off</button>
    </form>
  )
}
