import { useState } from 'preact/hooks'
import { ApiFailure, sentenceOf } from '../api/failure'
import { Field } from '../components/field'
import { toast } from '../components/toast'
import { call, passwordChanged, user } from '../session/session'

/** Changes the password, which signs out everywhere else. */
export function PasswordForm() {
  const [failure, setFailure] = useState<unknown>(null)
  const fields = failure instanceof ApiFailure ? failure.fields : {}

  async function submit(event: SubmitEvent) {
    event.preventDefault()
    const form = event.target as HTMLFormElement
    try {
      const body = Object.fromEntries(new FormData(form))
      await call('/auth/password', { method: 'PUT', body })
      form.reset()
      passwordChanged()
      setFailure(null)
      toast('Password changed. You were signed out everywhere else.')
    } catch (error) {
      setFailure(error)
    }
  }

  return (
    <section aria-labelledby="password">
      <h2 id="password">Change your password</h2>
      <form class="password-form" onSubmit={submit}>
        <input
          class="visually-hidden"
          type="text"
          autocomplete="username"
          value={user.value!.email}
          readOnly
          tabIndex={-1}
          aria-hidden="true"
        />
        <Field
          label="Current password"
          name="currentPassword"
          type="password"
          autocomplete="current-password"
          required
          wrong={fields.currentPassword}
        />
        <Field
          label="New password"
          name="newPassword"
          type="password"
          autocomplete="new-password"
          required
          minLength={12}
          maxLength={128}
          hint="At least 12 characters. You are signed out everywhere else."
          wrong={fields.newPassword}
        />
        {failure && Object.keys(fields).length === 0 ? (
          <p class="wrong" role="alert">
            {sentenceOf(failure)}
          </p>
        ) : null}
        <button class="button primary">Change password</button>
      </form>
    </section>
  )
}
