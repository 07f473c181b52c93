/** Takes the user for whom there is news; null where word may have been lost, for anybody. */
export type Listener = (userId: string | null) => void

/**
 * Carries word between nodes that there is news for a user: an event, or the end of a session.
 * Word that is lost does no harm but delay: whoever waits for it also looks by themselves.
 */
export interface Announcements {
  /** Never rejects, and nobody needs to wait for it. */
  publish(userId: string): Promise<void>

  /** Calls the listener with the announcements of this node and of all others. Only once. */
  subscribe(listener: Listener): void

  close(): Promise<void>
}

export const CHANNEL = 'media_inbox_news'
