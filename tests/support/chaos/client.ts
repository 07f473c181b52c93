import { setTimeout as pause } from 'node:timers/promises'
import { mediaFile, put } from '#tests/support/http/uploads'
import type { PresignedRequest } from '#app/storage/object_store'

export interface Presigned {
  asset: { id: string }
  upload: PresignedRequest
}

const PATIENCE_MILLISECONDS = 90_000

/** Somebody's program that knows the HTTP interface alone, and tries again what did not answer. */
export class Client {
  constructor(
    readonly token: string,
    readonly url: () => string
  ) {}

  /** Sends a request once; undefined where nobody answered. */
  async try(method: string, path: string, body?: object, url = this.url()) {
    const authorization = `Bearer ${this.token}`
    const headers = { authorization, ...(body && { 'content-type': 'application/json' }) }
    try {
      const answer = await fetch(url + path, { method, headers, body: JSON.stringify(body) })
      const text = await answer.text()
      return { status: answer.status, data: text ? JSON.parse(text).data : undefined }
    } catch {
      // The server died, and what it had done by then is what the tests ask.
      return undefined
    }
  }

  /** Sends it until there is an answer that is no failure of the server. */
  ask(method: string, path: string, body?: object) {
    return this.#persist(async () => {
      const answer = await this.try(method, path, body)
      return answer && answer.status < 500 ? answer : undefined
    })
  }

  /** Asks for an upload and sends its bytes. */
  async send(name: string): Promise<Presigned> {
    const { bytes, declaration } = await mediaFile(name)
    const answer = await this.ask('POST', '/uploads/presign', declaration)
    const { upload } = answer.data
    await this.#persist(async () => {
      const sent = await put(upload, bytes).catch(() => undefined)
      // A second PUT is refused where the first had arrived after all.
      return sent && (sent.ok || [409, 412].includes(sent.status))
    })
    return answer.data
  }

  /** The same, and tells the service that the bytes are there. */
  async upload(name: string) {
    const { asset } = await this.send(name)
    await this.ask('POST', '/uploads/complete', { assetId: asset.id })
    return asset.id
  }

  async #persist<Answer>(attempt: () => Promise<Answer | undefined>) {
    const end = Date.now() + PATIENCE_MILLISECONDS
    for (;;) {
      const answer = await attempt()
      if (answer) return answer
      if (Date.now() > end) throw new Error('the service did not come back')
      await pause(200)
    }
  }
}
