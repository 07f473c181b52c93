/** Calls the API as a signed-in client. */
export class Client {
  constructor(
    private url: string,
    private token: string
  ) {}

  post(path: string, body: object) {
    return this.#ask('POST', path, JSON.stringify(body))
  }

  get(path: string) {
    return this.#ask('GET', path)
  }

  delete(path: string) {
    return this.#ask('DELETE', path)
  }

  async #ask(method: string, path: string, body?: string) {
    const headers = { 'authorization': `Bearer ${this.token}`, 'content-type': 'application/json' }
    const response = await fetch(this.url + path, { method, headers, body })
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    if (response.status === 204) return undefined
    const { data } = (await response.json()) as { data: any }
    return data
  }
}
