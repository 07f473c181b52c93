import { TooManyStreams } from '#app/assets/events/errors'
import type { Announcements } from '#app/persistence/announcements/announcements'
import { type Authorization, EventStream } from '#app/assets/events/event_stream'
import { type Owner, sentBy } from '#app/accounts/auth/access'
import { streamLimits } from '#config/events'

/** The streams that this node holds open, and who is to be woken by an announcement. */
export class EventStreams {
  #streams = new Map<string, Set<EventStream>>()
  #count = 0

  constructor(announcements: Announcements) {
    announcements.subscribe((userId) => this.#wake(userId))
  }

  /**
   * Opens a stream. A user who has too many loses the oldest: its client may have gone silently.
   * Throws `TooManyStreams` if the node has as many as it can hold.
   */
  open(owner: Owner, authorization: Authorization) {
    if (this.#count >= streamLimits.node) throw new TooManyStreams()

    const userId = owner.id
    const streams = this.#streams.get(userId) ?? new Set()
    const stream = new EventStream(userId, authorization, sentBy(owner))
    // A grant's streams never push out its owner's.
    const others = [...streams].filter((other) => other.sender?.id === stream.sender?.id)
    if (others.length >= streamLimits.user) this.close(others[0])

    this.#streams.set(userId, streams.add(stream))
    this.#count++
    return stream
  }

  close(stream: EventStream) {
    stream.close()
    const streams = this.#streams.get(stream.userId)
    if (!streams?.delete(stream)) return
    this.#count--
    if (streams.size === 0) this.#streams.delete(stream.userId)
  }

  closeAll() {
    for (const stream of this.#all()) this.close(stream)
  }

  #wake(userId: string | null) {
    const streams = userId ? (this.#streams.get(userId) ?? []) : this.#all()
    for (const stream of streams) stream.wake()
  }

  #all() {
    return [...this.#streams.values()].flatMap((streams) => [...streams])
  }
}
