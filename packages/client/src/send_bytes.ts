import { MediaInboxError } from './errors.js'

export interface PresignedRequest {
  method: string
  url: string
  headers: Record<string, string>
}

// The sender sets these on its own, and browsers refuse other values.
const OWN_HEADERS = ['content-length', 'host']

/**
 * Sends bytes with a presigned request. Reports progress while it sends where there is an
 * `XMLHttpRequest`, and at the end elsewhere: `fetch` does not say how far it is.
 */
export async function sendBytes(
  { method, url, headers }: PresignedRequest,
  body: Blob,
  { onProgress, signal }: { onProgress: (bytes: number) => void; signal?: AbortSignal }
) {
  const sent = Object.entries(headers).filter(([name]) => !OWN_HEADERS.includes(name.toLowerCase()))
  const send = typeof XMLHttpRequest === 'undefined' ? byFetch : byXhr
  const status = await send({ method, url, headers: sent, body, onProgress, signal })
  if (status < 200 || status >= 300) {
    const message = `The object store answered ${status}.`
    throw new MediaInboxError(status, [{ code: 'E_STORE_REFUSED', message }])
  }
  onProgress(body.size)
}

interface Sending {
  method: string
  url: string
  headers: [string, string][]
  body: Blob
  onProgress: (bytes: number) => void
  signal: AbortSignal | undefined
}

async function byFetch({ method, url, headers, body, signal }: Sending) {
  const response = await fetch(url, { method, headers, body, signal: signal ?? null })
  await response.arrayBuffer()
  return response.status
}

function byXhr({ method, url, headers, body, onProgress, signal }: Sending) {
  return new Promise<number>((resolve, reject) => {
    const request = new XMLHttpRequest()
    const abort = () => {
      request.abort()
      reject(signal!.reason)
    }
    request.open(method, url)
    for (const [name, value] of headers) request.setRequestHeader(name, value)
    request.upload.onprogress = ({ loaded }) => onProgress(loaded)
    request.onload = () => resolve(request.status)
    request.onerror = () => reject(new TypeError('The connection was lost.'))
    request.onloadend = () => signal?.removeEventListener('abort', abort)
    signal?.addEventListener('abort', abort, { once: true })
    request.send(body)
  })
}
