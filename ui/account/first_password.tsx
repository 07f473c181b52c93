import { Wordmark } from '../components/wordmark'
import { signOut } from '../session/session'
import { PasswordForm } from './password_form'

/** Asks for a password in the place of one that the service made up. */
export function FirstPasswordPage() {
  return (
    <main class="page" id="main">
      <Wordmark />
      <p>The password you signed in with was made for you. Choose your own to continue.</p>
      <PasswordForm />
      <button class="button" onClick={signOut}>
        Sign out
      </button>
    </main>
  )
}
