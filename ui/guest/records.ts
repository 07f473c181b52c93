import { secret } from './link'

/** A file that is still to be sent, kept with its bytes so that a reload does not lose it. */
export interface Record {
  /** The `externalId` of its upload, by which it is resumed. */
  id: string
  secret: string
  file: File
}

let opening: Promise<IDBDatabase | null> | undefined

export async function allRecords(): Promise<Record[]> {
  const records = (await request<Record[]>((store) => store.getAll())) ?? []
  return records.filter((record) => record.secret === secret)
}

/** Keeps a file. One that there is no room for has to be chosen again after a reload. */
export async function saveRecord(record: Record) {
  await request((store) => store.put(record)).catch(() => undefined)
}

export async function forgetRecord(id: string) {
  await request((store) => store.delete(id)).catch(() => undefined)
}

async function request<Result>(ask: (store: IDBObjectStore) => IDBRequest) {
  const database = await open()
  if (!database) return null
  return promised<Result>(ask(database.transaction('files', 'readwrite').objectStore('files')))
}

// Some private windows have no database: then uploads end with the page.
function open() {
  opening ??= new Promise((resolve) => {
    const asked = indexedDB.open('media-inbox-guest', 1)
    asked.addEventListener('upgradeneeded', () => {
      asked.result.createObjectStore('files', { keyPath: 'id' })
    })
    asked.addEventListener('success', () => resolve(asked.result))
    asked.addEventListener('error', () => resolve(null))
  })
  return opening
}

function promised<Result>(asked: IDBRequest) {
  return new Promise<Result>((resolve, reject) => {
    asked.addEventListener('success', () => resolve(asked.result))
    asked.addEventListener('error', () => reject(asked.error))
  })
}
