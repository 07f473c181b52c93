import { openAsBlob } from 'node:fs'
import { basename } from 'node:path'
import type { MediaInbox } from '../client.js'
import { MediaInboxError } from '../errors.js'
import { retrying } from '../retry.js'
import { digestOf, type FoundFile } from './files.js'

/** What became of a file. `skipped` is there already, `ignored` is of a type that has no place. */
export interface Outcome {
  path: string
  status: 'uploaded' | 'skipped' | 'ignored' | 'failed'
  assetId: string | null
  error: { code: string; message: string } | null
}

interface Options {
  signal: AbortSignal
  onProgress: (sent: number) => void
}

/**
 * Uploads a file unless the service has its bytes. Its digest is its external id, so that the
 * upload of an earlier run is resumed. Rejects only if the run must end.
 */
export async function uploadFound(client: MediaInbox, file: FoundFile, options: Options) {
  const outcome = (status: Outcome['status'], assetId: string | null = null): Outcome => {
    return { path: file.name, status, assetId, error: null }
  }
  const { contentType } = file
  if (!contentType || file.size === 0) return outcome('ignored')
  try {
    const sha256 = await digestOf(file.path, options.signal)
    const present = await findPresent(client, sha256, options.signal)
    if (present) return outcome('skipped', present.id)
    const filename = basename(file.name)
    const declared = { filename, contentType, sha256, externalId: `sha256:${sha256}` }
    const { signal, onProgress } = options
    const { id } = await client.upload(await openAsBlob(file.path), {
      ...declared,
      signal,
      onProgress: ({ sent }) => onProgress(sent),
    })
    return outcome('uploaded', id)
  } catch (error) {
    options.signal.throwIfAborted()
    if (endsRun(error)) throw error
    return { ...outcome('failed'), error: describe(error) }
  }
}

/** The asset with those bytes that needs no upload any more. */
async function findPresent(client: MediaInbox, sha256: string, signal: AbortSignal) {
  const request = { query: { sha256, limit: 10 }, signal }
  const { data } = await retrying(() => client.call('GET /assets', request), signal)
  return data.find(({ status }) => ['ready', 'processing', 'failed'].includes(status))
}

/** The service is gone or does not know the key: no other file will fare better. */
function endsRun(error: unknown) {
  if (error instanceof MediaInboxError) return error.status === 401 || error.status === 403
  return error instanceof TypeError
}

function describe(error: unknown) {
  if (error instanceof MediaInboxError) return { code: error.code, message: error.message }
  const { code = 'E_FILE', message } = error as NodeJS.ErrnoException
  return { code, message }
}
