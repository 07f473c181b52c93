import { computed, signal } from '@preact/signals'
import { ApiFailure, Offline, sentenceOf } from '../api/failure'
import { onlineAfter } from '../lib/patience'
import { NotArrived, StoreRefusal } from '../uploads/failures'
import { Turns } from '../uploads/turns'
import { link, refresh, secret } from './link'
import { allRecords, forgetRecord, saveRecord } from './records'
import { show } from './sent'
import { transfer } from './transfer'
import { visit } from './visit'
import { stayAwake } from '../lib/wake_lock'

const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 30_000

/** A file on its way. */
export class Item {
  readonly sent = signal(0)
  /** A sentence, if it will not be sent. */
  readonly failure = signal('')
  readonly isOffline = signal(false)
  readonly stop = new AbortController()

  constructor(
    readonly id: string,
    readonly file: File
  ) {}
}

export const items = signal<Item[]>([])
export const isSending = computed(() => items.value.some(({ failure }) => !failure.value))

const turns = new Turns(3)

/** Adds files, each of which is sent when its turn comes. */
export async function add(files: Iterable<File>) {
  for (const file of files) {
    const item = new Item(newId(), file)
    await saveRecord({ id: item.id, secret, file })
    begin(item)
  }
}

/** Continues what an earlier page began with this visit. */
export async function resume() {
  const known = new Set(items.value.map(({ id }) => id))
  const records = await allRecords()
  for (const { id, file } of records) if (!known.has(id)) begin(new Item(id, file))
}

/** Gives an item up. */
export function drop(item: Item) {
  item.stop.abort()
  forget(item)
}

function begin(item: Item) {
  items.value = [...items.value, item]
  void turns.run(() => run(item), item.stop.signal).catch(() => undefined)
}

async function run(item: Item) {
  const stop = item.stop.signal
  const awake = stayAwake()
  try {
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      try {
        return await send(item)
      } catch (error) {
        if (stop.aborted || !visit.value) return
        if (!isPassing(error)) return void (item.failure.value = reasonOf(error))
        item.isOffline.value = true
        await onlineAfter(pause, stop)
      }
    }
  } finally {
    awake.release()
    await refresh().catch(() => undefined)
  }
}

async function send(item: Item) {
  const { id, file, stop } = item
  const { maxFileSize } = link.value!.limits
  if (maxFileSize !== null && file.size > maxFileSize) {
    throw new FileRefused('This file is larger than the link accepts.')
  }
  const onProgress = (bytes: number) => {
    item.isOffline.value = false
    item.sent.value = bytes
  }
  const asset = await transfer({ id, file, signal: stop.signal, onProgress })
  show(asset)
  forget(item)
}

function forget({ id }: Item) {
  items.value = items.value.filter((item) => item.id !== id)
  void forgetRecord(id)
}

class FileRefused extends Error {}

function isPassing(error: unknown) {
  if (error instanceof Offline || error instanceof NotArrived) return true
  const isAnswer = error instanceof ApiFailure || error instanceof StoreRefusal
  return isAnswer && (error.isPassing || error.status === 409)
}

function reasonOf(error: unknown) {
  return error instanceof FileRefused ? error.message : sentenceOf(error)
}

/** `crypto.randomUUID` is missing where the page came over plain http. */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
