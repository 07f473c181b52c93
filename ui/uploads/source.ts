import { copyOf, saveCopy, type UploadRecord } from './records'

/** Files up to so many bytes are copied by the browser, where it gives no handle of them. */
const COPY_LIMIT = 2 * 1_024 ** 3

/** What was dropped, pasted or picked. */
export interface Picked {
  file: File
  handle?: FileSystemFileHandle
}

/**
 * Sees to it that the file can be had again once the page was closed: by its handle, or by a copy
 * if there is room. Else the person will have to choose it again.
 */
export async function makeLasting(record: UploadRecord, { file, handle }: Picked) {
  if (handle) {
    record.handle = handle
    return
  }
  const { quota = 0, usage = 0 } = (await navigator.storage?.estimate()) ?? {}
  if (file.size > COPY_LIMIT || file.size > (quota - usage) / 2) return
  // The estimate may be wrong.
  await saveCopy(record.id, file).catch(() => undefined)
}

/**
 * The file of an upload that an earlier page began; null where the person has to allow it, or to
 * choose it again.
 */
export async function reopen(record: UploadRecord): Promise<File | null> {
  const { id, handle } = record
  if (!handle) return copyOf(id)
  const permission = await handle.queryPermission({ mode: 'read' })
  return permission === 'granted' ? openHandle(handle, record) : null
}

/** The same after asking the person, which a browser allows in answer to a click alone. */
export async function askFor(record: UploadRecord): Promise<File | null> {
  const permission = await record.handle?.requestPermission({ mode: 'read' })
  return permission === 'granted' ? openHandle(record.handle!, record) : null
}

/** Whether this is the file, as far as can be told without reading it. */
export function isSame(file: File, { name, size, lastModified }: UploadRecord) {
  return file.name === name && file.size === size && file.lastModified === lastModified
}

async function openHandle(handle: FileSystemFileHandle, record: UploadRecord) {
  const file = await handle.getFile().catch(() => null)
  return file && isSame(file, record) ? file : null
}
