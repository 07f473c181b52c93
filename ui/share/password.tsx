import { useState } from 'preact/hooks'
import { ApiFailure, sentenceOf } from '../api/failure'
import { sendPassword } from './state'

/** Asks for the password of the share. */
export function Password() {
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState('')

  async function submit(event: SubmitEvent) {
    event.preventDefault()
    const given = new FormData(event.currentTarget as HTMLFormElement)
    setBusy(true)
    try {
      await sendPassword(String(given.get('password')))
    } catch (error) {
      const isWrong = error instanceof ApiFailure && error.code === 'E_SHARE_PASSWORD'
      setFailure(isWrong ? 'This is not the password. Try again.' : sentenceOf(error))
      setBusy(false)
    }
  }

  return (
    <main class="share alone">
      <h1>Shared files</h1>
      <p class="quiet">Enter the password that you were given for this link.</p>
      <form class="share-password" onSubmit={submit}>
        <div class="field">
          <label for="password">Password</label>
          <input
            class="input"
            id="password"
            name="password"
            type="password"
            required
            maxLength={128}
            autocomplete="off"
            aria-describedby="wrong"
          />
        </div>
        <p class="share-wrong" id="wrong" role="alert">
          {failure}
        </p>
        <button class="button primary" disabled={isBusy}>
          Open
        </button>
      </form>
    </main>
  )
}
