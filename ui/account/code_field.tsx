import { useState } from 'preact/hooks'
import { Field } from '../components/field'

/** Takes a code of the authenticator app, or a recovery code in its place. */
export function CodeField({ autofocus }: { autofocus?: boolean }) {
  const [isRecovery, setRecovery] = useState(false)
  return (
    <>
      {isRecovery ? (
        <Field key="recovery" label="Recovery code" name="code" autocomplete="off" required />
      ) : (
        <Field
          key="app"
          label="Code of your authenticator app"
          name="code"
          inputMode="numeric"
          autocomplete="one-time-code"
          pattern="[0-9 ]{6,7}"
          required
          autofocus={autofocus}
        />
      )}
      <button class="link" type="button" onClick={() => setRecovery(!isRecovery)}>
        {isRecovery ? 'Use the authenticator app' : 'Use a recovery code'}
      </button>
    </>
  )
}

/** The code as the API takes it: people copy the space between its halves. */
export function codeOf(form: HTMLFormElement) {
  const code = String(new FormData(form).get('code')).trim()
  return /^[\d ]+$/.test(code) ? code.replaceAll(' ', '') : code
}
