import type { SignIn } from '../api/types'

type Word = { type: 'asks' } | { type: 'session'; session: SignIn } | { type: 'signed-out' }

const ANSWER_MS = 100

const channel = new BroadcastChannel('media-inbox-session')

export interface TabListener {
  /** What this tab knows, for tabs that ask. */
  current: () => SignIn | null
  onSession: (session: SignIn) => void
  onSignedOut: () => void
}

/** Lets this tab hear of the session from the others, and answer them. */
export function listenToTabs({ current, onSession, onSignedOut }: TabListener) {
  channel.addEventListener('message', ({ data }: MessageEvent<Word>) => {
    if (data.type === 'session') onSession(data.session)
    if (data.type === 'signed-out') onSignedOut()
    const session = current()
    if (data.type === 'asks' && session) notifyTabs({ type: 'session', session })
  })
}

export function notifyTabs(word: Word) {
  channel.postMessage(word)
}

/** Asks the other tabs for their session; what they answer comes to the listener. */
export async function askTabs() {
  notifyTabs({ type: 'asks' })
  await new Promise((resolve) => setTimeout(resolve, ANSWER_MS))
}

/**
 * One tab at a time. Where the browser has no locks, for the address is not secure, there is no
 * cookie that tabs could share either.
 */
export async function alone<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  if (!navigator.locks) return work()
  return navigator.locks.request(`media-inbox-${name}`, work)
}
