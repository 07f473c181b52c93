import { useState } from 'preact/hooks'
import { Field } from '../components/field'
import { at, replace } from '../lib/router'
import { instance } from '../session/instance'
import { farewell, register, signIn } from '../session/session'
import { EntryPage } from './entry_page'
import { FailureNotice, fieldsOf } from './failure_notice'

const WORDS = {
  signIn: {
    title: 'Welcome back',
    button: 'Sign in',
    other: 'New here?',
    switch: 'Create an account',
  },
  register: {
    title: 'Keep every photo',
    button: 'Create account',
    other: 'Already have an account?',
    switch: 'Sign in',
  },
}

/** The sign-in page, where an account can be created as well: by anybody, or by invitation. */
export function SignInPage({ invitation }: { invitation?: string }) {
  const [mode, setMode] = useState<keyof typeof WORDS>(invitation ? 'register' : 'signIn')
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  const words = WORDS[mode]
  const isNew = mode === 'register'
  const fields = fieldsOf(failure)
  const canRegister = instance.value.registration === 'open' || Boolean(invitation)

  async function submit(event: SubmitEvent) {
    event.preventDefault()
    const given = new FormData(event.target as HTMLFormElement)
    const text = (name: string) => String(given.get(name) ?? '')
    const credentials = { email: text('email'), password: text('password') }
    setBusy(true)
    try {
      if (isNew) await register({ ...credentials, fullName: text('fullName') || null, invitation })
      else await signIn(credentials.email, credentials.password)
      if (invitation) replace(at('/'))
    } catch (error) {
      setFailure(error)
    } finally {
      setBusy(false)
    }
  }

  return (
    <EntryPage title={words.title}>
      {farewell.value && <p class="notice">{farewell.value}</p>}
      <FailureNotice failure={failure} />
      <form onSubmit={submit} key={mode}>
        {isNew && (
          <Field
            label="Name"
            name="fullName"
            autocomplete="name"
            maxLength={200}
            wrong={fields.fullName}
          />
        )}
        <Field
          label="Email"
          name="email"
          type="email"
          autocomplete="username"
          required
          wrong={fields.email}
        />
        <Field
          label="Password"
          name="password"
          type="password"
          autocomplete={isNew ? 'new-password' : 'current-password'}
          required
          minLength={isNew ? 12 : undefined}
          maxLength={isNew ? 128 : undefined}
          hint={isNew ? 'At least 12 characters; a few words work well.' : undefined}
          wrong={fields.password}
        />
        <button class="button primary" disabled={isBusy}>
          {words.button}
        </button>
      </form>
      {!isNew && (
        <p class="quiet">
          <a href={at('/forgot')}>Forgot your password?</a>
        </p>
      )}
      {(canRegister || isNew) && (
        <p class="quiet">
          {words.other}{' '}
          <button
            class="link"
            onClick={() => {
              setMode(isNew ? 'signIn' : 'register')
              setFailure(null)
            }}
          >
            {words.switch}
          </button>
        </p>
      )}
    </EntryPage>
  )
}
