import { signal } from '@preact/signals'
import type { Asset } from '../api/types'
import { saveRecord, type UploadRecord } from './records'

export type UploadState =
  /** Queued. */
  | 'waiting'
  /** Being hashed. */
  | 'checking'
  | 'sending'
  /** The person has halted it. */
  | 'paused'
  /** It resumes automatically as soon as somebody answers. */
  | 'offline'
  /** The file has to be chosen again, or its reading allowed. */
  | 'needs-file'
  /** The person has the same bytes already. */
  | 'duplicate'
  /** It was not accepted, or cannot be read. */
  | 'failed'
  /** Everything was sent; the file is being looked at. */
  | 'processing'
  /** It was looked at, and something is wrong with it. */
  | 'rejected'
  | 'done'

/** One file on its way, as the tray shows it. What must outlive the page is in its record. */
export class Upload {
  readonly state = signal<UploadState>('waiting')
  /** Bytes hashed while it is checked, bytes sent afterwards. */
  readonly progress = signal(0)
  /** Why it failed, was rejected, or waits. */
  readonly reason = signal('')
  /** Whether trying again may help. */
  mayHelp = true
  /** What it has become. */
  readonly asset = signal<Asset | null>(null)
  /** The asset that has the same bytes. */
  readonly twin = signal<Asset | null>(null)
  /** The person wants it although there is a twin. */
  isWantedTwice = false
  #stop = new AbortController()

  constructor(
    readonly record: UploadRecord,
    public file: File | null = null
  ) {
    if (record.isPaused) this.state.value = 'paused'
  }

  get size() {
    return this.record.size
  }

  /** What the server gets to know of it. */
  get declaration() {
    const { id, name: filename, type: contentType, size, sha256 } = this.record
    // Announced again after a reload, it is the same asset.
    return { filename, contentType, size, sha256, externalId: `page-${id}` }
  }

  get signal() {
    return this.#stop.signal
  }

  get isOver() {
    return ['done', 'failed', 'processing', 'rejected'].includes(this.state.value)
  }

  /** Ends what it is doing, and lets it start again. */
  halt() {
    this.#stop.abort()
    this.#stop = new AbortController()
  }

  async keep(facts: Partial<UploadRecord>) {
    Object.assign(this.record, facts)
    await saveRecord(this.record)
  }
}
