import { signal } from '@preact/signals'
import { onlineAfter } from '../lib/patience'
import { user } from '../session/session'
import { alone } from '../session/tabs'
import { readEvents, type StreamMessage } from './event_stream'
import type { Asset } from './types'

const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 15_000

export interface LiveListener {
  onAsset: (asset: Asset) => void
  onDeleted: (id: string) => void
  /** Something may have been missed. */
  onReset: () => void
}

/** Whether changes arrive as they happen. */
export const isLive = signal(true)

const channel = new BroadcastChannel('media-inbox-events')
let lastId: string | null = null

/**
 * Listens to what happens to the person's assets until the signal aborts. One tab holds the
 * stream and tells the others, for a browser opens few connections to one address; when it is
 * closed, another one resumes from where it was.
 */
export function listen(listener: LiveListener, stop: AbortSignal) {
  const hear = ({ data }: MessageEvent<StreamMessage>) => {
    isLive.value = true
    handle(data, listener)
  }
  channel.addEventListener('message', hear)
  stop.addEventListener('abort', () => channel.removeEventListener('message', hear))
  alone('events', () => holdStream(listener, stop))
}

async function holdStream(listener: LiveListener, stop: AbortSignal) {
  // A tab that has heard nothing yet cannot tell what happened before.
  if (!lastId) listener.onReset()
  let pause = FIRST_PAUSE_MS
  while (!stop.aborted && user.value) {
    try {
      for await (const message of readEvents(lastId, stop)) {
        pause = FIRST_PAUSE_MS
        isLive.value = true
        handle(message, listener)
        channel.postMessage(message)
      }
    } catch {
      // Whatever broke it, the remedy is the same: connect again, a little later each time.
      isLive.value = false
    }
    await onlineAfter(pause, stop)
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS)
  }
}

function handle({ id, event, data }: StreamMessage, listener: LiveListener) {
  lastId = id
  if (event === 'asset') listener.onAsset(data as Asset)
  if (event === 'asset-deleted') listener.onDeleted((data as { id: string }).id)
  if (event === 'reset') listener.onReset()
}
