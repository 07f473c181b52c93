/** What is kept of an upload, so that it goes on after the page was closed. */
export interface UploadRecord {
  id: string
  userId: string
  name: string
  type: string
  size: number
  lastModified: number
  addedAt: number
  isPaused: boolean
  sha256?: string
  assetId?: string
  /** Bytes of each part, where it goes in parts. */
  partSize?: number
  /** The file on the person's disk, where the browser gives such a thing. */
  handle?: FileSystemFileHandle
}

type Store = 'uploads' | 'copies'

let opening: Promise<IDBDatabase | null> | undefined

export async function allRecords(): Promise<UploadRecord[]> {
  return (await request('uploads', (store) => store.getAll())) ?? []
}

export async function saveRecord(record: UploadRecord) {
  await request('uploads', (store) => store.put(record))
}

export async function forgetRecord(id: string) {
  await request('uploads', (store) => store.delete(id))
  await request('copies', (store) => store.delete(id))
}

/** Keeps a copy of the file itself. Rejects where there is no room. */
export async function saveCopy(id: string, file: File) {
  await request('copies', (store) => store.put(file, id))
}

export async function copyOf(id: string): Promise<File | null> {
  return (await request('copies', (store) => store.get(id))) ?? null
}

async function request<Result>(
  name: Store,
  ask: (store: IDBObjectStore) => IDBRequest<Result>
): Promise<Result | null> {
  const database = await open()
  return database && promised(ask(database.transaction(name, 'readwrite').objectStore(name)))
}

// Without a database, as in some private windows, uploads work and end with the page.
function open() {
  opening ??= new Promise((resolve) => {
    const asked = indexedDB.open('media-inbox', 1)
    asked.addEventListener('upgradeneeded', () => {
      asked.result.createObjectStore('uploads', { keyPath: 'id' })
      asked.result.createObjectStore('copies')
    })
    asked.addEventListener('success', () => resolve(asked.result))
    asked.addEventListener('error', () => resolve(null))
  })
  return opening
}

function promised<Result>(asked: IDBRequest<Result>) {
  return new Promise<Result>((resolve, reject) => {
    asked.addEventListener('success', () => resolve(asked.result))
    asked.addEventListener('error', () => reject(asked.error))
  })
}
