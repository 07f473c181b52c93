import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { FileFacts } from '#app/installation/backup/files'

/** An object of a backup, in a file below `objects/` that is named by its key. */
export interface BackedUpObject extends FileFacts {
  key: string
  /** Milliseconds since 1970. */
  modifiedAt: number
}

/** The lines of a file of JSON, each parsed when it is asked for. */
export async function* readLines<Line>(path: string): AsyncGenerator<Line> {
  const lines = createInterface({ input: createReadStream(path), crlfDelay: Infinity })
  for await (const line of lines) yield JSON.parse(line)
}

/** So many at a time, in their order. */
export async function* inGroups<Item>(items: AsyncIterable<Item>, size: number) {
  let group: Item[] = []
  for await (const item of items) {
    group.push(item)
    if (group.length < size) continue
    yield group
    group = []
  }
  if (group.length > 0) yield group
}

/** Finds objects by their keys, asked for in order: the list is read once, and never held. */
export class ObjectFinder {
  readonly #objects: AsyncGenerator<BackedUpObject>
  #next?: BackedUpObject

  constructor(objects: AsyncGenerator<BackedUpObject>) {
    this.#objects = objects
  }

  async find(key: string): Promise<BackedUpObject | undefined> {
    while (!this.#next || this.#next.key < key) {
      const { value, done } = await this.#objects.next()
      if (done) return undefined
      this.#next = value
    }
    return this.#next.key === key ? this.#next : undefined
  }
}
