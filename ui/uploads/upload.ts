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
  | 'failed'
  | 'done'

/** One file on its way, as the tray shows it. What must outlive the page is in its record. */
export class Upload {
  readonly state = signal<UploadState>('waiting')
  /** Bytes hashed while it is checked, bytes sent afterwards. */
  readonly progress = signal(0)
  /** Why it failed. */
  readonly reason = signal('')
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
    const { name: filename, type: contentType, size, sha256 } = this.record
    return { filename, contentType, size, sha256 }
  }

  get signal() {
    return this.#stop.signal
  }

  get isOver() {
    return this.state.value === 'done' || this.state.value === 'failed'
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
