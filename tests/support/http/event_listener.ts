import { getActiveTest } from '@japa/runner'
import env from '#start/env'
import type User from '#app/accounts/models/user'
import { openSession } from '#tests/support/http/auth'
import { eventually } from '#tests/support/eventually'

export interface Message {
  id: number
  event: string
  data: { id: string; [field: string]: unknown }
}

interface Options {
  lastId?: number
  /** Another node of the application, in the place of the suite's own. */
  url?: string
  /** A session of the user that is there already. */
  accessToken?: string
}

/** A client of `GET /events` that keeps all that it hears. It hangs up when the test is over. */
export class EventListener {
  readonly messages: Message[] = []
  /** Where it would resume. */
  position = -1
  hasEnded = false
  /** How long it is to wait before it connects again, as it was told last. */
  retry = 0
  #hangUp = new AbortController()

  private constructor(readonly response: Response) {}

  /** Opens a stream, and returns once it is known where it begins. */
  static async open(user: User, { lastId, url = ownUrl(), accessToken }: Options = {}) {
    const session = accessToken ? { accessToken } : await openSession(user)
    const headers = new Headers({ authorization: `Bearer ${session.accessToken}` })
    if (lastId !== undefined) headers.set('last-event-id', String(lastId))

    const hangUp = new AbortController()
    const response = await fetch(`${url}/events`, { headers, signal: hangUp.signal })
    const listener = new EventListener(response)
    listener.#hangUp = hangUp
    getActiveTest()?.cleanup(() => listener.hangUp())
    listener.#listen().catch((error) => {
      if (!hangUp.signal.aborted) throw error
    })
    await eventually(() => listener.position >= 0)
    return listener
  }

  /** Waits for a message about the asset, in the state where one is given. */
  hears(id: string, status?: string) {
    return eventually(() =>
      this.messages.find(({ data }) => data.id === id && (!status || data.status === status))
    )
  }

  hangUp() {
    this.#hangUp.abort()
  }

  async #listen() {
    let text = ''
    for await (const chunk of this.response.body!.pipeThrough(new TextDecoderStream())) {
      const blocks = (text + chunk).split('\n\n')
      text = blocks.pop()!
      for (const block of blocks) this.#take(block)
    }
    this.hasEnded = true
  }

  #take(block: string) {
    const fields = new Map(
      block.split('\n').map((line) => line.split(/: ?(.*)/s, 2) as [string, string])
    )
    if (fields.has('retry')) this.retry = Number(fields.get('retry'))
    if (fields.has('id')) this.position = Number(fields.get('id'))
    if (!fields.has('data')) return
    const data = JSON.parse(fields.get('data')!)
    this.messages.push({ id: this.position, event: fields.get('event')!, data })
  }
}

function ownUrl() {
  return `http://${env.get('HOST')}:${env.get('PORT')}`
}
