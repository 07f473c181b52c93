import { useState } from 'preact/hooks'
import { ApiFailure, sentenceOf } from '../api/failure'
import type { GuestLink } from './link'
import { beginVisit } from './visit'

/** Asks for the password of the link, and who sends. */
export function Introduction({ link: { passwordRequired, sender } }: { link: GuestLink }) {
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState('')

  async function submit(event: SubmitEvent) {
    event.preventDefault()
    const given = new FormData(event.currentTarget as HTMLFormElement)
    const entries = [...given].filter(([, value]) => value !== '')
    setBusy(true)
    setFailure('')
    try {
      await beginVisit(Object.fromEntries(entries))
    } catch (error) {
      const isWrong = error instanceof ApiFailure && error.code === 'E_LINK_PASSWORD'
      setFailure(isWrong ? 'This is not the password of the link. Try again.' : sentenceOf(error))
    }
    setBusy(false)
  }

  return (
    <form class="introduction" onSubmit={submit}>
      {sender.name !== 'hidden' && (
        <Field name="name" label="Your name" autocomplete="name" rule={sender.name} />
      )}
      {sender.email !== 'hidden' && (
        <Field
          name="email"
          label="Your email"
          type="email"
          autocomplete="email"
          rule={sender.email}
        />
      )}
      {passwordRequired && (
        <Field name="password" label="Password of the link" type="password" rule="required" />
      )}
      {failure && (
        <p class="wrong" role="alert">
          {failure}
        </p>
      )}
      <button class="button primary" disabled={isBusy}>
        Continue
      </button>
    </form>
  )
}

interface FieldProps {
  name: string
  label: string
  rule: string
  type?: 'text' | 'email' | 'password'
  autocomplete?: 'name' | 'email'
}

function Field({ name, label, rule, type = 'text', autocomplete }: FieldProps) {
  const isRequired = rule === 'required'
  return (
    <div class="field">
      <label for={name}>
        {label}
        {!isRequired && <span class="quiet"> (optional)</span>}
      </label>
      <input
        class="input"
        id={name}
        name={name}
        // Preact has a type of its own for each kind of input.
        type={type as 'text'}
        required={isRequired}
        maxLength={type === 'password' ? 1_024 : 200}
        autocomplete={autocomplete ?? 'off'}
      />
    </div>
  )
}
