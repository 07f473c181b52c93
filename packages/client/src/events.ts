import type { MediaInbox } from './client.js'
import type { Asset } from './operations.js'
import { stopIfAborted } from './retry.js'

/** A message of `GET /events`. After `reset`, changes were missed: read your list again. */
export type InboxEvent =
  | { id: string; event: 'asset'; data: Asset }
  | { id: string; event: 'asset-deleted'; data: { id: string } }
  | { id: string; event: 'reset'; data: object }

interface Options {
  lastEventId?: string
  signal?: AbortSignal
}

/** Reads the stream until it ends. Throws where responses cannot be read while they come. */
export async function* readEvents(client: MediaInbox, { lastEventId, signal }: Options) {
  const headers = {
    accept: 'text/event-stream',
    ...(lastEventId && { 'last-event-id': lastEventId }),
  }
  const { body } = await client.send('GET /events', { headers, ...(signal && { signal }) })
  if (!body) throw new TypeError('Responses cannot be streamed here.')
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let text = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    const blocks = (text + decoder.decode(value, { stream: true })).split('\n\n')
    text = blocks.pop()!
    for (const block of blocks) {
      const event = parse(block)
      if (event) yield event
    }
  }
}

function parse(block: string) {
  const fields: Record<string, string> = {}
  for (const line of block.split('\n')) {
    const [, name, value] = /^(\w+): ?(.*)$/.exec(line) ?? []
    if (name) fields[name] = value!
  }
  const { id, event, data } = fields
  return data === undefined ? null : ({ id, event, data: JSON.parse(data) } as InboxEvent)
}

const RECONNECT = 10_000

/** One stream for all that wait. Without one, nobody is notified, and they look by themselves. */
export class EventFeed {
  readonly #waiting = new Map<() => void, string>()
  #stream: AbortController | null = null
  #notBefore = 0

  constructor(private open: (signal: AbortSignal) => AsyncIterable<InboxEvent>) {}

  /** The next event of an asset. It must be forgotten, whether it came or not. */
  next(id: string, signal?: AbortSignal) {
    stopIfAborted(signal)
    let forget = () => {}
    const comes = new Promise<void>((resolve) => {
      this.#waiting.set(resolve, id)
      forget = () => {
        this.#waiting.delete(resolve)
        // The next one who waits may come at once.
        setTimeout(() => this.#waiting.size === 0 && this.#stream?.abort(), 0)
      }
    })
    if (!this.#stream && Date.now() >= this.#notBefore) void this.#listen()
    return { comes, forget }
  }

  async #listen() {
    const stream = new AbortController()
    this.#stream = stream
    try {
      for await (const { data } of this.open(stream.signal)) {
        for (const [wake, id] of this.#waiting) if ('id' in data && data.id === id) wake()
      }
    } catch {
      // Not allowed, not possible here, or the connection was lost: looking is enough meanwhile.
      if (!stream.signal.aborted) this.#notBefore = Date.now() + RECONNECT
    }
    if (this.#stream === stream) this.#stream = null
  }
}
