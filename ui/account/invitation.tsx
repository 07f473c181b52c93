import { at } from '../lib/router'
import { user } from '../session/session'
import { EntryPage } from './entry_page'
import { SignInPage } from './sign_in'

/** Creates the account that an invitation is for. */
export function InvitationPage({ token }: { token: string }) {
  if (!user.value) return <SignInPage invitation={token} />
  return (
    <EntryPage title="You are signed in already">
      <p>Sign out of {user.value.email} first to use the invitation.</p>
      <p class="quiet">
        <a href={at('/')}>Go to Media Inbox</a>
      </p>
    </EntryPage>
  )
}
