import { Offline } from '../api/failure'
import type { PresignedRequest } from '../api/types'
import { StoreRefusal } from './failures'
import { Turns } from './turns'

/** Requests at a time, of all uploads: browsers open six connections to one address. */
const requests = new Turns(4)

// Browsers set these on their own and refuse other values.
const OWN_HEADERS = new Set(['content-length', 'host'])

type Request = Pick<PresignedRequest, 'method' | 'url' | 'headers'>

export interface Putting {
  signal: AbortSignal
  onProgress: (bytes: number) => void
}

/**
 * Sends bytes straight to the store. `fetch` does not tell how far it is. Throws `StoreRefusal`,
 * or `Offline` where nobody answered.
 */
export function put(request: Request, body: Blob, putting: Putting) {
  return requests.run(() => sendNow(request, body, putting), putting.signal)
}

function sendNow(request: Request, body: Blob, { signal, onProgress }: Putting) {
  return new Promise<void>((resolve, reject) => {
    const sending = new XMLHttpRequest()
    sending.open(request.method, request.url)
    for (const [name, value] of Object.entries(request.headers)) {
      if (!OWN_HEADERS.has(name.toLowerCase())) sending.setRequestHeader(name, value)
    }
    sending.upload.addEventListener('progress', ({ loaded }) => onProgress(loaded))
    sending.addEventListener('load', () => {
      if (sending.status < 300) resolve()
      else reject(new StoreRefusal(sending.status))
    })
    sending.addEventListener('error', () => reject(new Offline(sending.status)))
    signal.addEventListener('abort', () => {
      sending.abort()
      reject(signal.reason)
    })
    sending.send(body)
  })
}
