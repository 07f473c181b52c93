import { signal } from '@preact/signals'
import { user } from '../session/session'
import { claim } from './ownership'
import { allRecords, forgetRecord, saveRecord, type UploadRecord } from './records'
import { run } from './run'
import { askFor, isSame, makeLasting, type Picked } from './source'
import { abandon } from './transfer'
import { typeOf } from './types'
import { Upload } from './upload'

/** Everything on its way from this tab, in the order in which it was added. */
export const uploads = signal<Upload[]>([])

const releases = new Map<string, () => void>()

/** Takes files in. One that an earlier page had begun, and whose file was missing, goes on. */
export async function add(picked: Picked[]) {
  const fresh = picked.filter((one) => !goOnWith(one))
  const added = fresh.map(({ file }) => new Upload(recordOf(file), file))
  uploads.value = [...uploads.value, ...added]
  added.forEach(start)
  for (const [index, upload] of added.entries()) await persist(upload, fresh[index])
}

/** Goes on with what earlier pages left, as far as no other tab does. */
export async function restoreUploads() {
  const known = new Set(uploads.value.map(({ record }) => record.id))
  const records = await allRecords()
  for (const record of records.sort((one, other) => one.addedAt - other.addedAt)) {
    if (record.userId !== user.value?.id || known.has(record.id)) continue
    if (!(await own(record.id))) continue
    const upload = new Upload(record)
    uploads.value = [...uploads.value, upload]
    start(upload)
  }
}

export function pause(upload: Upload) {
  upload.halt()
  upload.state.value = 'paused'
  return upload.keep({ isPaused: true })
}

/** Goes on after a pause, after a failure, or with what is there twice. */
export async function resume(upload: Upload) {
  upload.halt()
  upload.state.value = 'waiting'
  start(upload)
  await upload.keep({ isPaused: false })
}

export function sendTwice(upload: Upload) {
  upload.isWantedTwice = true
  return resume(upload)
}

/** Asks the person for the file of an earlier page; false where they have to choose it. */
export async function reallow(upload: Upload) {
  upload.file = await askFor(upload.record)
  if (upload.file) await resume(upload)
  return Boolean(upload.file)
}

/** Takes an upload off the list, and what the server has of it with it, unless it is complete. */
export async function remove(upload: Upload) {
  upload.halt()
  const isDone = ['done', 'processing', 'rejected'].includes(upload.state.value)
  uploads.value = uploads.value.filter((other) => other !== upload)
  await forgetRecord(upload.record.id)
  releases.get(upload.record.id)?.()
  releases.delete(upload.record.id)
  if (!isDone) await abandon(upload)
}

/** The person has signed out: everything stops, and waits for their return. */
export function suspend() {
  for (const upload of uploads.value) {
    upload.halt()
    releases.get(upload.record.id)?.()
  }
  releases.clear()
  uploads.value = []
}

/** Takes everything off the list that has come to its end. */
export function forgetOver() {
  const isOver = ({ state }: Upload) => {
    return ['done', 'duplicate', 'failed', 'rejected'].includes(state.value)
  }
  uploads.value.filter(isOver).forEach(remove)
}

function start(upload: Upload) {
  if (upload.state.value === 'paused') return
  run(upload, (sha256) =>
    uploads.value.some((other) => {
      return other !== upload && other.record.sha256 === sha256 && other.state.value !== 'duplicate'
    })
  )
}

function goOnWith({ file }: Picked) {
  const upload = uploads.value.find(({ state, record }) => {
    return state.value === 'needs-file' && isSame(file, record)
  })
  if (!upload) return false
  upload.file = file
  resume(upload)
  return true
}

async function persist(upload: Upload, picked: Picked) {
  await own(upload.record.id)
  await saveRecord(upload.record)
  await makeLasting(upload.record, picked)
  // It may have come to its end in the meantime.
  if (upload.isOver || !uploads.value.includes(upload)) await forgetRecord(upload.record.id)
  else await saveRecord(upload.record)
}

async function own(id: string) {
  const release = await claim(id)
  if (release) releases.set(id, release)
  return release !== null
}

function recordOf(file: File): UploadRecord {
  return {
    id: newId(),
    userId: user.value!.id,
    name: file.name,
    type: typeOf(file),
    size: file.size,
    lastModified: file.lastModified,
    addedAt: Date.now(),
    isPaused: false,
  }
}

// `crypto.randomUUID` is missing where the address is not secure.
function newId() {
  const numbers = crypto.getRandomValues(new Uint32Array(4))
  return Array.from(numbers, (number) => number.toString(36)).join('-')
}
