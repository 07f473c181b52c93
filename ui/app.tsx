import { useEffect } from 'preact/hooks'
import { AccountPage } from './account/account'
import { SignInPage } from './account/sign_in'
import { listen } from './api/live'
import { InboxPage } from './inbox/inbox'
import { drop, put, reread } from './inbox/library'
import { path } from './lib/router'
import { Toasts } from './parts/toast'
import { isKnown, user } from './session/session'
import { DropZone } from './uploads/drop_zone'
import { restoreUploads, suspend } from './uploads/queue'
import { Tray } from './uploads/tray'

/** What is seen: the door for who is not signed in, and everything else for who is. */
export function App() {
  if (!isKnown.value) return null
  return (
    <>
      {user.value ? <SignedIn key={user.value.id} /> : <SignInPage />}
      <Toasts />
    </>
  )
}

function SignedIn() {
  useEffect(() => {
    const end = new AbortController()
    listen({ onAsset: put, onDeleted: drop, onReset: reread }, end.signal)
    restoreUploads()
    return () => {
      end.abort()
      suspend()
    }
  }, [])
  return (
    <>
      <a class="skip" href="#main" onClick={skipToMain}>
        Skip to the content
      </a>
      <CurrentPage />
      <Tray />
      <DropZone />
    </>
  )
}

function CurrentPage() {
  if (path.value === '/account') return <AccountPage />
  return <InboxPage />
}

// The address after `#` is the page's own, so the browser cannot do it.
function skipToMain(event: MouseEvent) {
  event.preventDefault()
  const first = document.querySelector<HTMLElement>('#main :is(a, button, input)')
  first?.focus()
}
