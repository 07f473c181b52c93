import { useState } from 'preact/hooks'
import { send } from '../api/send'
import { Field } from '../components/field'
import { at } from '../lib/router'
import { instance } from '../session/instance'
import { EntryPage } from './entry_page'
import { FailureNotice, fieldsOf } from './failure_notice'

/** Asks for a mail with which a new password is set. */
export function ForgottenPasswordPage() {
  const [isSent, setSent] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)

  async function submit(event: SubmitEvent) {
    event.preventDefault()
    const given = new FormData(event.target as HTMLFormElement)
    try {
      await send('/auth/password/forgot', { method: 'POST', body: { email: given.get('email') } })
      setSent(true)
    } catch (error) {
      setFailure(error)
    }
  }

  return (
    <EntryPage title="Forgot your password?">
      {!instance.value.mail ? (
        <p>This Media Inbox sends no mail. Ask an administrator for a link to a new password.</p>
      ) : isSent ? (
        <p role="status">
          If there is an account with this email, a link to a new password is on its way. It works
          for an hour.
        </p>
      ) : (
        <>
          <FailureNotice failure={failure} />
          <form onSubmit={submit}>
            <Field
              label="Email"
              name="email"
              type="email"
              autocomplete="username"
              required
              hint="A link to a new password is sent there."
              wrong={fieldsOf(failure).email}
            />
            <button class="button primary">Send the link</button>
          </form>
        </>
      )}
      <p class="quiet">
        <a href={at('/')}>Back to sign-in</a>
      </p>
    </EntryPage>
  )
}
