import { signal } from '@preact/signals'
import { useEffect, useRef, useState } from 'preact/hooks'
import { ApiFailure, Refused } from '../api/failure'
import { Field } from '../components/field'
import { instance } from '../session/instance'
import { getPasskey, hasPasskeys } from '../session/passkeys'
import { call } from '../session/session'
import { CodeField, codeOf } from './code_field'
import { FailureNotice } from './failure_notice'

const asked = signal<{ confirm: () => void; cancel: () => void } | null>(null)

/**
 * Runs a call, and if the API must know first who is at this session, asks and runs it again.
 * Throws `Refused` if the person cancels.
 */
export async function confirmed<Result>(run: () => Promise<Result>): Promise<Result> {
  try {
    return await run()
  } catch (error) {
    const isNeeded = error instanceof ApiFailure && error.code === 'E_CONFIRMATION_REQUIRED'
    if (!isNeeded) throw error
  }
  await askToConfirm()
  return run()
}

/** Asks the person to confirm who they are. Throws `Refused` if they cancel. */
export function askToConfirm() {
  return new Promise<void>((resolve, reject) => {
    asked.value = { confirm: resolve, cancel: () => reject(new Refused('Nothing was changed.')) }
  })
}

/** The dialog of `confirmed`: by password, code or passkey. */
export function ConfirmationDialog() {
  return asked.value && <Dialog {...asked.value} />
}

function Dialog({ confirm, cancel }: { confirm: () => void; cancel: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [usesCode, setUsesCode] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  useEffect(() => dialog.current!.showModal(), [])

  function close(end: () => void) {
    asked.value = null
    end()
  }

  async function send(proof: () => unknown) {
    try {
      await call('/auth/confirm', { method: 'POST', body: await proof() })
      close(confirm)
    } catch (error) {
      setFailure(error)
    }
  }

  function submit(event: SubmitEvent) {
    event.preventDefault()
    const form = event.target as HTMLFormElement
    return send(() => {
      return usesCode ? { code: codeOf(form) } : { password: new FormData(form).get('password') }
    })
  }

  return (
    <dialog
      ref={dialog}
      class="confirmation"
      aria-labelledby="confirmation"
      onClose={() => close(cancel)}
    >
      <h2 id="confirmation">Confirm that it is you</h2>
      <FailureNotice failure={failure} />
      <form class="password-form" onSubmit={submit}>
        {usesCode ? (
          <CodeField />
        ) : (
          <Field
            label="Your password"
            name="password"
            type="password"
            autocomplete="current-password"
            required
          />
        )}
        <button class="button primary">Confirm</button>
      </form>
      <p class="actions">
        <button class="button compact" onClick={() => setUsesCode(!usesCode)}>
          {usesCode ? 'Use the password' : 'Use a code'}
        </button>
        {instance.value.signIn.passkeys && hasPasskeys && (
          <button
            class="button compact"
            onClick={() => send(async () => ({ passkey: await getPasskey() }))}
          >
            Use a passkey
          </button>
        )}
        <button class="button compact" onClick={() => dialog.current!.close()}>
          Cancel
        </button>
      </p>
    </dialog>
  )
}
