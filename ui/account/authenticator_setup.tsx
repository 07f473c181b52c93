import { useState } from 'preact/hooks'
import { Field } from '../components/field'
import { ask } from '../session/session'
import { codeOf } from './code_field'
import { FailureNotice } from './failure_notice'
import { QrCode } from './qr_code'

export interface Proposal {
  secret: string
  uri: string
}

interface Props {
  proposal: Proposal
  onDone: (recoveryCodes: string[]) => void
}

/** Shows the secret of a new authenticator app, and takes its first code. */
export function AuthenticatorSetup({ proposal, onDone }: Props) {
  const [failure, setFailure] = useState<unknown>(null)

  async function submit(event: SubmitEvent) {
    event.preventDefault()
    const body = { code: codeOf(event.target as HTMLFormElement) }
    try {
      const { data } = await ask<{ data: { recoveryCodes: string[] } }>('/auth/totp/confirm', {
        method: 'POST',
        body,
      })
      onDone(data.recoveryCodes)
    } catch (error) {
      setFailure(error)
    }
  }

  return (
    <div class="authenticator-setup">
      <QrCode text={proposal.uri} label="QR code for your authenticator app" />
      <form class="password-form" onSubmit={submit}>
        <p>
          Scan this with your authenticator app, or enter the key:{' '}
          <code class="ids">{proposal.secret.match(/.{4}/g)!.join(' ')}</code>
        </p>
        <FailureNotice failure={failure} />
        <Field
          label="The code that the app shows"
          name="code"
          inputMode="numeric"
          autocomplete="one-time-code"
          pattern="[0-9 ]{6,7}"
          required
        />
        <button class="button primary">Turn on</button>
      </form>
    </div>
  )
}
