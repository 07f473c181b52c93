const PHOTO = { filename: 'photo.jpg', contentType: 'image/jpeg', size: 1_000_000 }

const LANES = 8

/** Signed-in clients that list, read and reserve uploads without a pause, until they are stopped. */
export class SteadyLoad {
  /** Milliseconds of each answer. */
  readonly times: number[] = []
  /** What was answered with anything but success, or not at all. */
  readonly failures: string[] = []
  #isStopped = false
  readonly #lanes: Promise<void>[]

  constructor(
    private url: string,
    private token: string
  ) {
    this.#lanes = Array.from({ length: LANES }, () => this.#run())
  }

  async stop() {
    this.#isStopped = true
    await Promise.all(this.#lanes)
  }

  async #run() {
    while (!this.#isStopped) {
      await this.#ask('GET', '/assets')
      await this.#ask('POST', '/uploads/presign', PHOTO)
      await this.#ask('GET', '/auth/me')
    }
  }

  async #ask(method: string, path: string, body?: object) {
    const headers = { 'authorization': `Bearer ${this.token}`, 'content-type': 'application/json' }
    const begunAt = performance.now()
    try {
      const init = { method, headers, body: JSON.stringify(body) }
      const answer = await fetch(this.url + path, init)
      const text = await answer.text()
      if (!answer.ok) this.failures.push(`${method} ${path}: ${answer.status} ${text}`)
      this.times.push(performance.now() - begunAt)
    } catch (error) {
      this.failures.push(`${method} ${path}: ${error}`)
    }
  }
}
