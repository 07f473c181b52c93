import { call } from '../session/session'

/** One message of `GET /events`; without data it tells the position alone. */
export interface StreamMessage {
  id: string
  event?: string
  data?: unknown
}

/**
 * Reads the stream until it ends, from after `lastId` where one is given. A browser's own
 * EventSource cannot send an access token.
 */
export async function* readEvents(lastId: string | null, signal: AbortSignal) {
  const headers: Record<string, string> = { accept: 'text/event-stream' }
  if (lastId) headers['last-event-id'] = lastId
  const { body } = await call('/events', { headers, signal })

  const reader = body!.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    const blocks = (text + value).split('\n\n')
    text = blocks.pop()!
    for (const block of blocks) {
      const message = parse(block)
      if (message.id) yield message
    }
  }
}

function parse(block: string): StreamMessage {
  const message: StreamMessage = { id: '' }
  for (const line of block.split('\n')) {
    const [, name, value] = /^(\w+): ?(.*)$/.exec(line) ?? []
    if (name === 'id') message.id = value
    if (name === 'event') message.event = value
    if (name === 'data') message.data = JSON.parse(value)
  }
  return message
}
