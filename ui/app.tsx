import { useEffect, useState } from 'preact/hooks'
import { linkPage } from './account/link_page'
import type { AdminPath } from './admin/admin'
import { listen } from './api/live'
import type { Asset } from './api/types'
import { openId } from './inbox/filter'
import { InboxPage } from './inbox/inbox'
import { drop, put, reread } from './inbox/library'
import { lazy } from './lib/lazy'
import { at, path } from './lib/router'
import { takeSharedFiles } from './lib/shared_files'
import { Confirmation } from './components/confirm'
import { Page } from './components/page'
import { Toasts } from './components/toast'
import { Wordmark } from './components/wordmark'
import { isAway, isKnown, lacksSecondFactor, user } from './session/session'
import { DropZone } from './uploads/drop_zone'
import { add, restoreUploads, suspend, uploads } from './uploads/queue'
import { settle } from './uploads/settling'

const Tray = lazy(() => import('./uploads/tray').then((file) => file.Tray))
const SignInPage = lazy(() => import('./account/sign_in').then((file) => file.SignInPage))
const FirstPasswordPage = lazy(() =>
  import('./account/first_password').then((file) => file.FirstPasswordPage)
)
const SecondFactorFirstPage = lazy(() =>
  import('./account/second_factor_first').then((file) => file.SecondFactorFirstPage)
)
const AccountPage = lazy(() => import('./account/account').then((file) => file.AccountPage))

const SharesPage = lazy(() => import('./sharing/shares').then((file) => file.SharesPage))

const LinksPage = lazy(() => import('./links/links').then((file) => file.LinksPage))

const ADMIN_PATHS = ['/jobs', '/users', '/audit']

/** The sign-in page, or everything else for a signed-in user. */
export function App() {
  if (!isKnown.value) return isAway.value ? <Away /> : null
  return (
    <>
      {linkPage() ?? (user.value ? <SignedInOrFirst key={user.value.id} /> : <SignInPage />)}
      {/* The viewer covers everything else, and shows them itself. */}
      {!(user.value && openId.value) && <Toasts />}
    </>
  )
}

function Away() {
  return (
    <main class="away">
      <Wordmark />
      <p class="quiet">The inbox cannot be reached. It opens when the server is back.</p>
    </main>
  )
}

/** A password that the service made up, or one without a required second factor, opens nothing else. */
function SignedInOrFirst() {
  if (user.value!.mustChangePassword) return <FirstPasswordPage />
  return lacksSecondFactor.value ? <SecondFactorFirstPage /> : <SignedIn />
}

function SignedIn() {
  useEffect(() => {
    const end = new AbortController()
    listen({ onAsset: hear, onDeleted: drop, onReset: reread }, end.signal)
    restoreUploads()
    takeSharedFiles().then((files) => add(files.map((file) => ({ file }))))
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
      {uploads.value.length > 0 && <Tray />}
      <DropZone />
      <Confirmation />
    </>
  )
}

function hear(asset: Asset) {
  put(asset)
  settle(asset)
}

function CurrentPage() {
  if (path.value === '/account') return <AccountPage />
  if (path.value === '/links') return <LinksPage />
  if (path.value === '/shares') return <SharesPage />
  if (user.value!.role === 'ADMIN' && ADMIN_PATHS.includes(path.value)) return <Admin />
  if (path.value === '/' || path.value === '/trash' || openId.value) return <InboxPage />
  return (
    <Page title="There is nothing here">
      <p>
        The address may be wrong, or it is not for you. <a href={at('/')}>To the inbox</a>
      </p>
    </Page>
  )
}

/** The administrators' page that the address names, loaded when it is first opened. */
function Admin() {
  const [pages, setPages] = useState<typeof import('./admin/admin').adminPages>()
  useEffect(() => {
    import('./admin/admin').then(({ adminPages }) => setPages(adminPages))
  }, [])
  const Current = pages?.[path.value as AdminPath]
  return Current ? <Current key={path.value} /> : null
}

// The address after `#` is the page's own, so the browser cannot do it.
function skipToMain(event: MouseEvent) {
  event.preventDefault()
  const first = document.querySelector<HTMLElement>('#main :is(a, button, input)')
  first?.focus()
}
