/** Where the service worker keeps what other applications share with this one. */
export const SHARED = 'media-inbox-shared'

/** Takes out what was shared from the phone's share sheet. */
export async function takeSharedFiles(): Promise<File[]> {
  // A browser has caches only where the address is secure.
  if (!('caches' in globalThis)) return []
  const cache = await caches.open(SHARED)
  const requests = await cache.keys()
  return Promise.all(
    requests.map(async (request) => {
      const response = await cache.match(request)
      await cache.delete(request)
      const { headers } = response!
      const name = decodeURIComponent(headers.get('x-name')!)
      return new File([await response!.blob()], name, { type: headers.get('content-type')! })
    })
  )
}

export async function forgetSharedFiles() {
  if ('caches' in globalThis) await caches.delete(SHARED)
}
