import { useState } from 'preact/hooks'
import { ApiFailure } from '../api/failure'
import { at, replace } from '../lib/router'
import { instance } from '../session/instance'
import { farewell, register, signIn } from '../session/session'
import { CredentialsForm } from './credentials_form'
import { EntryPage } from './entry_page'
import { FailureNotice, fieldsOf } from './failure_notice'
import { OtherSignIns } from './other_sign_ins'
import { SecondStep } from './second_step'

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
  const [challenge, setChallenge] = useState('')
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  const words = WORDS[mode]
  const isNew = mode === 'register'
  const { registration, signIn: offered } = instance.value
  const canRegister = registration === 'open' || Boolean(invitation)

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
      const next = error instanceof ApiFailure ? error.challenge : undefined
      if (next) setChallenge(next)
      setFailure(next ? null : error)
    } finally {
      setBusy(false)
    }
  }

  if (challenge) return <SecondStep challenge={challenge} onCancel={() => setChallenge('')} />
  return (
    <EntryPage title={words.title}>
      {farewell.value && <p class="notice">{farewell.value}</p>}
      <FailureNotice failure={failure} />
      {offered.password && (
        <CredentialsForm
          key={mode}
          isNew={isNew}
          isBusy={isBusy}
          button={words.button}
          wrong={fieldsOf(failure)}
          onSubmit={submit}
        />
      )}
      <OtherSignIns invitation={invitation} onFailure={setFailure} />
      {offered.password && !isNew && (
        <p class="quiet">
          <a href={at('/forgot')}>Forgot your password?</a>
        </p>
      )}
      {offered.password && (canRegister || isNew) && (
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
