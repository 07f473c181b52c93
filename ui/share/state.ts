import { computed, signal } from '@preact/signals'
import { ApiFailure, sentenceOf } from '../api/failure'

export interface SharedAsset {
  id: string
  filename: string
  contentType: string
  kind: 'image' | 'video' | 'audio' | 'document'
  size: number
  width: number | null
  height: number | null
  placeholder: string | null
  urls: Record<string, string | null>
}

interface Shared {
  title: string | null
  remainingDownloads: number | null
  assets: SharedAsset[]
}

export const shared = signal<Shared | null>(null)
export const needsPassword = signal(false)
/** Why there is nothing to see, or what went wrong last: a sentence. */
export const trouble = signal('')

/** The asset that the viewer shows, by the address. */
export const openedId = signal(idOfAddress())
export const opened = computed(() => {
  return shared.value?.assets.findIndex(({ id }) => id === openedId.value) ?? -1
})
export const canDownload = computed(() => {
  const { assets = [], remainingDownloads = null } = shared.value ?? {}
  return remainingDownloads !== 0 && assets.some(({ urls }) => urls.original)
})

const secret = location.pathname.split('/').at(-1)!
const VISIT = `visit ${secret.slice(0, 8)}`
let cursor: string | null = null
let isReading = false

addEventListener('hashchange', () => (openedId.value = idOfAddress()))

function idOfAddress() {
  return location.hash.slice(2)
}

/** Reads the first page. */
export async function open() {
  await read((page) => (shared.value = page))
}

/** Reads the next page, if there is one. */
export async function readMore() {
  if (!cursor || isReading) return
  await read((page) => {
    const assets = [...(shared.value?.assets ?? []), ...page.assets]
    shared.value = { ...page, assets }
  })
}

export async function sendPassword(password: string) {
  const { token } = await call('/visits', { method: 'POST', body: JSON.stringify({ password }) })
  sessionStorage.setItem(VISIT, token)
  needsPassword.value = false
  await open()
}

/** Downloads all originals as one file. */
export async function downloadAll() {
  trouble.value = ''
  try {
    const { url } = await call('/archive', { method: 'POST', body: '{}' })
    location.assign(local(url))
    noteDownloads(shared.value!.assets.length)
  } catch (error) {
    trouble.value = sentenceOf(error)
  }
}

/** The page knows how many downloads are left without asking again. */
export function noteDownloads(count: number) {
  const { remainingDownloads, ...page } = shared.value!
  if (remainingDownloads === null) return
  shared.value = { ...page, remainingDownloads: Math.max(0, remainingDownloads - count) }
}

/** The address on this page's own origin, under whichever name it was opened. */
export function local(url: string) {
  const { pathname, search } = new URL(url)
  return pathname + search
}

async function read(take: (page: Shared) => void) {
  isReading = true
  try {
    const response = await ask(`?limit=100${cursor ? `&cursor=${cursor}` : ''}`)
    const { data, metadata } = await response.json()
    cursor = metadata.nextCursor
    take(data)
  } catch (error) {
    needsPassword.value = error instanceof ApiFailure && error.code === 'E_SHARE_PASSWORD'
    if (!needsPassword.value) trouble.value = sentenceOf(error)
  }
  isReading = false
}

async function call(path: string, init: RequestInit) {
  const response = await ask(path, { ...init, headers: { 'content-type': 'application/json' } })
  const { data } = await response.json()
  return data
}

async function ask(path: string, init: RequestInit = {}) {
  const visit = sessionStorage.getItem(VISIT)
  const url = new URL(`/shared/${secret}${path}`, location.origin)
  if (visit && path !== '/visits') url.searchParams.set('visit', visit)
  const response = await fetch(url, init)
  if (!response.ok) throw await ApiFailure.from(response)
  return response
}
