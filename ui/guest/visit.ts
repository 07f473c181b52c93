import { signal } from '@preact/signals'
import { ApiFailure } from '../api/failure'
import { send, type Sending } from '../api/send'
import { open, secret } from './link'

interface Visit {
  token: string
  expiresAt: string
}

interface Introduction {
  password?: string
  name?: string
  email?: string
}

const KEY = `media-inbox.visit.${secret}`

/** The grant of this visit. It outlives the page, so that a reload resumes what was begun. */
export const visit = signal<Visit | null>(kept())

/** Begins a visit, if there is none. Throws `ApiFailure`, as for a wrong password. */
export async function beginVisit(introduction: Introduction = {}) {
  if (visit.value) return
  const response = await send('/guest/visits', {
    method: 'POST',
    body: { secret, ...introduction },
  })
  const { data } = await response.json()
  visit.value = data
  // Without storage, as in some private windows, the visit ends with the page.
  try {
    localStorage.setItem(KEY, JSON.stringify(data))
  } catch {}
}

/** A request of this visit. A visit that has ended is forgotten. */
export async function ask<Answer>(path: string, sending: Sending = {}): Promise<Answer> {
  const headers = { authorization: `Bearer ${visit.value?.token}` }
  try {
    const response = await send(path, { ...sending, headers })
    return response.status === 204 ? (undefined as Answer) : await response.json()
  } catch (error) {
    if (error instanceof ApiFailure && error.status === 401) {
      endVisit()
      await open()
    }
    throw error
  }
}

function endVisit() {
  visit.value = null
  localStorage.removeItem(KEY)
}

function kept(): Visit | null {
  try {
    const found: Visit | null = JSON.parse(localStorage.getItem(KEY) ?? 'null')
    return found && Date.parse(found.expiresAt) > Date.now() ? found : null
  } catch {
    return null
  }
}
