import { signal } from '@preact/signals'
import { ApiFailure, Offline } from '../api/failure'
import { send } from '../api/send'
import { onlineAfter } from '../lib/patience'

type SenderRule = 'hidden' | 'optional' | 'required'

/** What `GET /guest/links/:secret` shows. */
export interface GuestLink {
  title: string
  message: string | null
  owner: { fullName: string | null }
  expiresAt: string | null
  passwordRequired: boolean
  sender: { name: SenderRule; email: SenderRule }
  limits: {
    maxAssets: number | null
    maxBytes: number | null
    maxFileSize: number | null
    allowedTypes: string[] | null
  }
  remaining: { assets: number | null; bytes: number | null }
  open: boolean
}

const RETRY_MS = 5_000

/** The secret ends the address of the page. */
export const secret = location.pathname.split('/').at(-1)!

export const link = signal<GuestLink | null>(null)
/** Why nothing can be sent, as a sentence; or that there is no connection. */
export const trouble = signal('')

/** Reads the link, again and again while there is no connection. */
export async function open() {
  for (;;) {
    try {
      await refresh()
      return
    } catch (error) {
      trouble.value = error instanceof Error ? error.message : ''
      const isPassing = error instanceof Offline || (error instanceof ApiFailure && error.isPassing)
      if (!isPassing) return
      await onlineAfter(RETRY_MS, new AbortController().signal)
    }
  }
}

/** Reads how much is left. */
export async function refresh() {
  const response = await send(`/guest/links/${secret}`)
  const { data } = await response.json()
  link.value = data
  trouble.value = ''
  document.title = data.title
}

/** Whether visitors have to say something before they can send. */
export function asksSomething({ passwordRequired, sender }: GuestLink) {
  return passwordRequired || sender.name !== 'hidden' || sender.email !== 'hidden'
}
