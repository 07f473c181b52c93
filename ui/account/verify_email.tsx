import { useState } from 'preact/hooks'
import { send } from '../api/send'
import { at } from '../lib/router'
import { EntryPage } from './entry_page'
import { FailureNotice } from './failure_notice'

/** Verifies an email by the token of a link: by a button, because mail scanners open links. */
export function VerifyEmailPage({ token }: { token: string }) {
  const [isVerified, setVerified] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)

  async function verify() {
    try {
      await send('/auth/email/verify', { method: 'POST', body: { token } })
      setFailure(null)
      setVerified(true)
    } catch (error) {
      setFailure(error)
    }
  }

  return (
    <EntryPage title="Confirm your email">
      <FailureNotice failure={failure} />
      {isVerified ? (
        <p role="status">Thank you. Your email is confirmed.</p>
      ) : (
        <>
          <p>Please confirm that this address is yours.</p>
          <button class="button primary" onClick={verify}>
            Confirm this address
          </button>
        </>
      )}
      <p class="quiet">
        <a href={at('/')}>Go to Media Inbox</a>
      </p>
    </EntryPage>
  )
}
