import { useState } from 'preact/hooks'
import { completeSignIn } from '../session/session'
import { CodeField, codeOf } from './code_field'
import { EntryPage } from './entry_page'
import { FailureNotice } from './failure_notice'

interface Props {
  challenge: string
  onCancel: () => void
}

/** The second step of a sign-in: the password was right, and a code is needed. */
export function SecondStep({ challenge, onCancel }: Props) {
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)

  async function submit(event: SubmitEvent) {
    event.preventDefault()
    setBusy(true)
    try {
      await completeSignIn(challenge, codeOf(event.target as HTMLFormElement))
    } catch (error) {
      setFailure(error)
    } finally {
      setBusy(false)
    }
  }

  return (
    <EntryPage title="Enter your code">
      <FailureNotice failure={failure} />
      <form onSubmit={submit}>
        <CodeField autofocus />
        <button class="button primary" disabled={isBusy}>
          Sign in
        </button>
      </form>
      <p class="quiet">
        <button class="link" onClick={onCancel}>
          Start again
        </button>
      </p>
    </EntryPage>
  )
}
