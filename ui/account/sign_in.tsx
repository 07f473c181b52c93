import { useState } from 'preact/hooks'
import { ApiFailure, sentenceOf } from '../api/failure'
import { Field } from '../components/field'
import { Wordmark } from '../components/wordmark'
import { farewell, register, signIn } from '../session/session'
import './sign_in.css'

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

/** Photos that are still to come, as their placeholders show them. */
const LIGHTS = ['dune', 'sea', 'dusk', 'wood', 'snow', 'rose', 'lake', 'meadow']

/** The sign-in page, where an account can be created as well. */
export function SignInPage() {
  const [mode, setMode] = useState<keyof typeof WORDS>('signIn')
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  const words = WORDS[mode]
  const isNew = mode === 'register'
  const fields = failure instanceof ApiFailure ? failure.fields : {}

  async function submit(event: SubmitEvent) {
    event.preventDefault()
    const given = new FormData(event.target as HTMLFormElement)
    const text = (name: string) => String(given.get(name) ?? '')
    setBusy(true)
    try {
      if (isNew) await register(text('fullName'), text('email'), text('password'))
      else await signIn(text('email'), text('password'))
    } catch (error) {
      setFailure(error)
    } finally {
      setBusy(false)
    }
  }

  return (
    <main class="sign-in">
      <div class="sign-in-art" aria-hidden="true">
        {LIGHTS.map((light) => (
          <i key={light} class={light} />
        ))}
      </div>
      <div class="sign-in-form">
        <Wordmark />
        <h1>{words.title}</h1>
        {farewell.value && <p class="notice">{farewell.value}</p>}
        {failure && Object.keys(fields).length === 0 ? (
          <p class="notice bad" role="alert">
            {sentenceOf(failure)}
          </p>
        ) : null}
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
            hint={isNew ? 'At least 12 characters; a few words do well.' : undefined}
            wrong={fields.password}
          />
          <button class="button primary" disabled={isBusy}>
            {words.button}
          </button>
        </form>
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
      </div>
    </main>
  )
}
