import { ApiFailure, Offline } from './failure'

export interface Sending {
  method?: string
  body?: unknown
  headers?: Record<string, string>
  signal?: AbortSignal
  /** Goes on although the page is being left. */
  keepalive?: boolean
}

/** One request to the API. Throws `ApiFailure` for what it refuses, `Offline` where it is away. */
export async function send(path: string, sending: Sending = {}): Promise<Response> {
  const { body, headers, ...rest } = sending
  const response = await fetch(path, {
    ...rest,
    headers: {
      accept: 'application/json',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  }).catch((cause) => {
    throw sending.signal?.aborted ? cause : new Offline(cause)
  })
  if (!response.ok) throw await ApiFailure.from(response)
  return response
}
