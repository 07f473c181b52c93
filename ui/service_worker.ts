import { SHARED } from './lib/shared_files'

// TypeScript knows a page's global scope here, not a worker's.
const scope = globalThis as unknown as ServiceWorkerScope

interface ServiceWorkerScope {
  addEventListener(type: 'install' | 'activate', listener: (event: WaitingEvent) => void): void
  addEventListener(type: 'fetch', listener: (event: FetchingEvent) => void): void
  skipWaiting(): Promise<void>
}

interface WaitingEvent {
  waitUntil(work: Promise<unknown>): void
}

interface FetchingEvent extends WaitingEvent {
  request: Request
  respondWith(response: Promise<Response>): void
}

/** The page and its own files; nothing of what people keep in it. */
const SHELL = 'media-inbox-shell'

scope.addEventListener('install', (event) => event.waitUntil(scope.skipWaiting()))

scope.addEventListener('fetch', (event) => {
  const { request } = event
  const { pathname, origin } = new URL(request.url)
  if (origin !== location.origin) return
  if (request.method === 'POST' && pathname === '/share') {
    return event.respondWith(takeShared(request))
  }
  if (request.method !== 'GET') return
  if (request.mode === 'navigate' && pathname === '/') return event.respondWith(open(request))
  // The name of such a file changes with its content.
  if (pathname.startsWith('/ui/assets/')) event.respondWith(readFile(request))
})

/** The page as it is now, or without a connection as it was. */
async function open(request: Request) {
  const cache = await caches.open(SHELL)
  try {
    const response = await fetch(request)
    const kept = await cache.match('/')
    if (response.ok && kept?.headers.get('etag') !== response.headers.get('etag')) {
      // A new version has files of its own.
      for (const old of await cache.keys()) await cache.delete(old)
      await cache.put('/', response.clone())
    }
    return response
  } catch (error) {
    const kept = await cache.match('/')
    if (kept) return kept
    throw error
  }
}

async function readFile(request: Request) {
  const cache = await caches.open(SHELL)
  const kept = await cache.match(request)
  if (kept) return kept
  const response = await fetch(request)
  if (response.ok) await cache.put(request, response.clone())
  return response
}

/** Keeps what another application shares until the page adds it. */
async function takeShared(request: Request) {
  const form = await request.formData()
  const cache = await caches.open(SHARED)
  for (const file of form.getAll('files')) {
    if (!(file instanceof File)) continue
    const headers = { 'content-type': file.type, 'x-name': encodeURIComponent(file.name) }
    await cache.put(`/shared/${crypto.randomUUID()}`, new Response(file, { headers }))
  }
  return Response.redirect('/', 303)
}
