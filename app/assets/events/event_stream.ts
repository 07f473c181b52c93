import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  canResumeAfter,
  eventsAfter,
  lastEventId,
  type AssetEvent,
} from '#app/assets/events/asset_events'
import { deleted, farewell, heartbeat, position, reset, told } from '#app/assets/events/messages'
import type { SentBy } from '#app/accounts/auth/access'
import { Signal } from '#app/assets/events/signal'
import { eventBatch, gatherMilliseconds, heartbeatSeconds } from '#config/events'

/** What a stream was opened with, and may end before the stream does. */
export interface Authorization {
  isStillValid(): Promise<boolean>
  readonly millisecondsLeft: number
}

/**
 * One client that listens. It reads its owner's events from the database at the pace at which the
 * client takes them, so that nothing is buffered and nothing missed; an announcement only wakes
 * it. It ends with the token that opened it, or when it is closed.
 */
export class EventStream {
  #signal = new Signal()
  #isClosed = false
  // URLs are made for the host that the request named, whoever wakes the stream.
  #inRequest = AsyncLocalStorage.snapshot()

  constructor(
    readonly userId: string,
    private authorization: Authorization,
    /** Who sees only what it sent. */
    readonly sender?: SentBy
  ) {}

  /** There may be news. */
  wake() {
    this.#signal.call()
  }

  close() {
    this.#isClosed = true
    this.wake()
  }

  /** The text of the stream: what comes after the event `lastId`, or from now on without it. */
  async *messages(lastId?: number) {
    const now = await lastEventId(this.userId)
    const isMissed = lastId !== undefined && !(await canResumeAfter(this.userId, lastId))
    let seen = isMissed ? now : (lastId ?? now)
    yield isMissed ? reset(seen) : position(seen)

    while (await this.#goesOn()) {
      const events = await eventsAfter(this.userId, seen, this.sender)
      for (const event of events) yield await this.#inRequest(write, event)
      seen = events.at(-1)?.id ?? seen
      if (events.length === eventBatch) continue
      if (!(await this.#isWoken())) yield heartbeat()
    }
    yield farewell()
  }

  async #goesOn() {
    if (this.#isClosed) return false
    return this.authorization.isStillValid()
  }

  async #isWoken() {
    const { millisecondsLeft } = this.authorization
    const pause = Math.min(heartbeatSeconds * 1_000, millisecondsLeft)
    const isWoken = await this.#signal.wait(pause)
    // What happens almost at once is read together.
    if (isWoken && !this.#isClosed) await sleep(gatherMilliseconds)
    return isWoken
  }
}

// An asset that is gone by now has its deletion among the events that follow.
function write({ id, assetId, isDeletion, asset }: AssetEvent) {
  if (isDeletion) return deleted(id, assetId)
  return asset ? told(id, asset) : position(id)
}
