import { computed, signal } from '@preact/signals'
import { ApiFailure } from '../api/failure'
import { send, type Sending } from '../api/send'
import type { SignIn } from '../api/types'
import { forgetSharedFiles } from '../lib/shared_files'
import { onlineAfter } from '../lib/patience'
import { getPasskey } from './passkeys'
import { returnFromProvider } from './provider'
import { alone, askTabs, listenToTabs, notifyTabs } from './tabs'

// The cookie is for this page alone; the access token lives in memory and nowhere else.
const COOKIE = { 'x-refresh-token': 'cookie' }

// Says that there may be a cookie, so that nobody is asked in vain.
const MARK = 'media-inbox-signed-in'

const RETRY_MS = 2_000
// Answered with 401 although the session is open: what was given to confirm it is wrong.
const PROOFS = new Set(['E_INVALID_CREDENTIALS', 'E_INVALID_CODE', 'E_INVALID_PASSKEY'])

const NEVER = new AbortController().signal

interface Registration {
  fullName: string | null
  email: string
  password: string
  invitation?: string
}

/** Undefined until it is known whether anybody is signed in. */
const session = signal<SignIn | null | undefined>(undefined)

/** Why the person has to sign in again, where there is a reason. */
export const farewell = signal('')

export const user = computed(() => session.value && session.value.user)
/** This installation requires a second factor, and the session was opened without one. */
export const lacksSecondFactor = signal(false)
/** Nobody answers, so that it is not known yet. */
export const isAway = signal(false)
export const isKnown = computed(() => session.value !== undefined)

listenToTabs({
  current: () => session.value ?? null,
  onSession: adopt,
  onSignedOut: () => end(''),
})

/** Finds out whether somebody is signed in: from another tab, or by the cookie. */
export async function restore() {
  await askTabs()
  if (session.value) return
  const { isSignedIn, refusal } = returnFromProvider()
  if (refusal) farewell.value = refusal
  // Back from a provider, there is a cookie that this page did not ask for.
  if (!isSignedIn && !localStorage.getItem(MARK)) return end('')
  while (!isKnown.value) {
    try {
      await refresh()
    } catch {
      // The server is unreachable: waiting callers see that, and continue when it is back.
      isAway.value = true
      await onlineAfter(RETRY_MS, NEVER)
    }
  }
  isAway.value = false
}

export async function signIn(email: string, password: string) {
  await open('/auth/login', { email, password })
}

/** The second step of a sign-in whose password was right. */
export async function completeSignIn(challenge: string, code: string) {
  await open('/auth/login/totp', { challenge, code })
}

export async function signInWithPasskey() {
  await open('/auth/passkeys/login', { response: await getPasskey() })
}

export async function register(values: Registration) {
  await open('/auth/register', values)
}

/** Ends what this page knows of a session that the server has ended, in every tab. */
export function forget() {
  notifyTabs({ type: 'signed-out' })
  end('')
}

/** Lets the user in who has now chosen a password of their own. */
export function passwordChanged() {
  if (!session.value?.user.mustChangePassword) return
  const next = { ...session.value, user: { ...session.value.user, mustChangePassword: false } }
  adopt(next)
  notifyTabs({ type: 'session', session: next })
}

export async function signOut() {
  const response = await call('/auth/logout', { method: 'POST' })
  notifyTabs({ type: 'signed-out' })
  end('')
  // Otherwise the provider would sign the next person in without asking.
  const provider = response.headers.get('x-provider-logout')
  if (provider) location.assign(provider)
}

/** A request in the name of who is signed in; with a new access token where the old one is over. */
export async function call(path: string, sending: Sending = {}): Promise<Response> {
  const token = session.value?.accessToken
  try {
    return await send(path, authorized(sending, token))
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error
    if (error.code === 'E_SECOND_FACTOR_MISSING') lacksSecondFactor.value = true
    // An open session, and a wrong code or password.
    if (error.status !== 401 || PROOFS.has(error.code)) throw error
    await refresh(token)
    if (!session.value) throw error
    return send(path, authorized(sending, session.value.accessToken))
  }
}

/** The body of such a request's answer. */
export async function ask<Body>(path: string, sending?: Sending): Promise<Body> {
  const response = await call(path, sending)
  return response.json()
}

async function open(path: string, body: object) {
  const response = await send(path, { method: 'POST', body, headers: COOKIE })
  const { data } = await response.json()
  farewell.value = ''
  adopt(data)
  notifyTabs({ type: 'session', session: data })
}

/**
 * A new pair of tokens in the place of `stale`. Of many tabs and many requests one asks for it, for
 * a refresh token works once, and the others take what it got.
 */
async function refresh(stale?: string) {
  await alone('refresh', async () => {
    if (isNewer(stale)) return
    if (stale) await askTabs()
    if (isNewer(stale)) return
    try {
      const response = await send('/auth/refresh', { method: 'POST', headers: COOKIE })
      const { data } = await response.json()
      adopt(data)
      notifyTabs({ type: 'session', session: data })
    } catch (error) {
      if (!(error instanceof ApiFailure) || error.isPassing) throw error
      end(stale ? 'You were signed out.' : '')
    }
  })
}

function isNewer(stale?: string) {
  return Boolean(session.value) && session.value!.accessToken !== stale
}

function adopt(next: SignIn) {
  // What is on the screen belongs to somebody else.
  if (session.value && session.value.user.id !== next.user.id) location.reload()
  session.value = next
  localStorage.setItem(MARK, '1')
}

function end(reason: string) {
  if (session.value) farewell.value = reason
  session.value = null
  lacksSecondFactor.value = false
  localStorage.removeItem(MARK)
  // The next person at this device finds nothing of this one.
  localStorage.removeItem('media-inbox-searches')
  forgetSharedFiles()
}

function authorized(sending: Sending, token?: string): Sending {
  return { ...sending, headers: { ...sending.headers, authorization: `Bearer ${token}` } }
}
