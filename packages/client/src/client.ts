import { MediaInboxError } from './errors.js'
import { EventFeed, readEvents } from './events.js'
import type { AnswerOf, Asset, Operation, RequestOf } from './operations.js'
import { pause, retrying } from './retry.js'
import { uploadFile, type UploadOptions } from './upload.js'

export interface ClientOptions {
  /** Where the service is, such as `https://inbox.example.org`. */
  url: string
  /** A key, a grant or an access token, or what returns the current one. */
  token?: string | (() => string | Promise<string>)
  /** In the place of the global one. */
  fetch?: typeof globalThis.fetch
}

interface Sending {
  path?: Record<string, unknown>
  query?: Record<string, unknown>
  body?: unknown
  headers?: Record<string, string>
  signal?: AbortSignal
}

/** How long to wait between two looks at an asset, in milliseconds, if no event comes. */
const LOOKS = { first: 1_000, longest: 10_000 }

/** A client of one Media Inbox. */
export class MediaInbox {
  readonly #options: ClientOptions
  readonly #feed = new EventFeed((signal) => this.events({ signal }))

  constructor(options: ClientOptions) {
    this.#options = options
  }

  /** Calls the API once. Throws `MediaInboxError` if it refuses. */
  async call<Name extends Operation>(
    operation: Name,
    request: RequestOf<Name> = {} as RequestOf<Name>
  ): Promise<AnswerOf<Name>> {
    const response = await this.send(operation, request as Sending)
    return (response.status === 204 ? undefined : await response.json()) as AnswerOf<Name>
  }

  /** The same, but the answer as it comes. */
  async send(operation: Operation, { path, query, body, headers, signal }: Sending = {}) {
    const [method, pattern] = operation.split(' ') as [string, string]
    const filled = pattern.replace(/{(\w+)}/g, (_, name) =>
      encodeURIComponent(String(path?.[name]))
    )
    const url = new URL(this.#options.url.replace(/\/$/, '') + filled)
    for (const [name, value] of Object.entries(query ?? {})) {
      if (value !== undefined) url.searchParams.set(name, String(value))
    }
    const { fetch = globalThis.fetch } = this.#options
    const response = await fetch(url, {
      method,
      headers: { ...(await this.#headers(body)), ...headers },
      body: body === undefined ? null : JSON.stringify(body),
      signal: signal ?? null,
    })
    if (!response.ok) throw await MediaInboxError.from(response)
    return response
  }

  /**
   * Uploads a file and resolves with the asset once it is ready; a large file goes in parts, four
   * at a time. Lost connections are retried. With an `externalId`, another call with the same file
   * continues where this one ended. Throws `MediaInboxError` if the file is refused.
   */
  upload(file: Blob, options: UploadOptions = {}): Promise<Asset> {
    return uploadFile(this, file, options)
  }

  /** Resolves once the asset is `ready`, `failed` or `rejected`. */
  async settled(id: string, signal?: AbortSignal): Promise<Asset> {
    for (let wait = LOOKS.first; ; wait = Math.min(wait * 1.5, LOOKS.longest)) {
      const next = this.#feed.next(id, signal)
      try {
        const request = { path: { id }, signal } as RequestOf<'GET /assets/{id}'>
        const { data } = await retrying(() => this.call('GET /assets/{id}', request), signal)
        if (['ready', 'failed', 'rejected'].includes(data.status)) return data
        await Promise.race([next.comes, pause(wait, signal)])
      } finally {
        next.forget()
      }
    }
  }

  /** The changes of assets as they happen, until the signal aborts or the connection ends. */
  events(options: { lastEventId?: string; signal?: AbortSignal } = {}) {
    return readEvents(this, options)
  }

  async #headers(body: unknown) {
    const { token } = this.#options
    const value = typeof token === 'function' ? await token() : token
    return {
      accept: 'application/json',
      ...(value && { authorization: `Bearer ${value}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    }
  }
}
