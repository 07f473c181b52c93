import { ApiFailure, Offline } from '../api/failure'
import { onlineAfter } from '../lib/patience'
import { digestOf } from './digest'
import { NotArrived, StoreRefusal } from './failures'
import { mayHelp, reasonOf } from './reasons'
import { awaitSettling } from './settling'
import { reopen } from './source'
import { findTwin, transfer } from './transfer'
import { Turns } from './turns'
import type { Upload } from './upload'

const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 30_000

/** Files read at a time, so that a small one need not wait for a large one. */
const checking = new Turns(2)

/**
 * Files sent at a time: no URL is asked for long before its turn, and of small files enough are
 * under way to ask for many URLs at once.
 */
const sending = { small: new Turns(12), large: new Turns(4) }
const SMALL = 8 * 1_024 ** 2

/**
 * Brings an upload as far as it goes without the person: to its end, or to where they have to
 * decide. What fails for a passing reason is tried again until it succeeds or is halted.
 */
export async function run(upload: Upload, hasSibling: (sha256: string) => boolean) {
  const { signal } = upload
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      return await attempt(upload, hasSibling, signal)
    } catch (error) {
      // Whoever halted it has said what it is now.
      if (signal.aborted) return
      if (isSignedOut(error)) return void (upload.state.value = 'waiting')
      if (!isPassing(error)) return fail(upload, error)
      upload.reason.value = error instanceof Offline ? '' : reasonOf(error, upload)
      upload.state.value = 'offline'
      const named = error instanceof ApiFailure && error.retryAfter
      await onlineAfter(named ? named * 1_000 : pause, signal)
    }
  }
}

async function attempt(
  upload: Upload,
  hasSibling: (sha256: string) => boolean,
  signal: AbortSignal
) {
  upload.state.value = 'waiting'
  upload.file ??= await reopen(upload.record)
  if (!upload.file) return void (upload.state.value = 'needs-file')

  const sha256 = upload.record.sha256 ?? (await checking.run(() => check(upload, signal), signal))
  if (!upload.record.assetId && !upload.isWantedTwice) {
    upload.twin.value = await findTwin(sha256)
    if (upload.twin.value || hasSibling(sha256)) return void (upload.state.value = 'duplicate')
  }
  const asset = await sending[upload.size <= SMALL ? 'small' : 'large'].run(() => {
    upload.state.value = 'sending'
    return transfer(upload, upload.file!, signal)
  }, signal)
  await awaitSettling(upload, asset)
}

async function check(upload: Upload, signal: AbortSignal) {
  upload.state.value = 'checking'
  const onProgress = (bytes: number) => (upload.progress.value = bytes)
  const sha256 = await digestOf(upload.file!, { onProgress, signal })
  upload.progress.value = 0
  upload.state.value = 'waiting'
  await upload.keep({ sha256 })
  return sha256
}

function isPassing(error: unknown) {
  if (error instanceof Offline || error instanceof NotArrived) return true
  return (error instanceof ApiFailure || error instanceof StoreRefusal) && error.isPassing
}

function isSignedOut(error: unknown) {
  return error instanceof ApiFailure && error.status === 401
}

function fail(upload: Upload, error: unknown) {
  upload.mayHelp = mayHelp(error)
  upload.reason.value = reasonOf(error, upload)
  upload.state.value = 'failed'
}
