/** Takes the user for whom there is news; null where word may have been lost, for anybody. */
export type Listener = (userId: string | null) => void

/**
 * Notifies nodes that there is news for a user: an event, or the end of a session.
 * A lost notification only costs time: subscribers also poll.
 */
export interface Announcements {
  /** Never rejects, and nobody needs to wait for it. */
  publish(userId: string): Promise<void>

  /** Calls the listener with the announcements of this node and of all others. Only once. */
  subscribe(listener: Listener): void

  close(): Promise<void>
}

export const CHANNEL = 'media_inbox_news'
