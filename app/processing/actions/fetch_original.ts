import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { crc32 } from 'node:zlib'
import store from '#app/storage/main'
import type Asset from '#app/assets/models/asset'
import { Rejection } from '#app/media/rejection'
import { makeWorkFolder } from '#app/processing/work_folders'
import { ObjectChanged, StoreUnavailable } from '#app/storage/errors'

/** An asset's bytes on this machine, verified to be what was declared. Removed when disposed. */
export interface Original extends AsyncDisposable {
  asset: Asset
  path: string
  /** Base64. */
  sha256: string
  crc32: number
}

/**
 * Reads the object once, hashing it on its way to a temporary file. Rejects the asset where the
 * bytes are not the declared ones. An object that is missing or has changed is the store's fault:
 * the right one was there, and may be there again once somebody has seen to it.
 */
export async function fetchOriginal(asset: Asset, signal: AbortSignal): Promise<Original> {
  const folder = await makeWorkFolder()
  const remove = () => rm(folder, { recursive: true, force: true })
  try {
    const path = join(folder, 'original')
    const { sha256, crc } = await copyAndHash(asset, path, signal)
    if (asset.declaredSha256 && asset.declaredSha256 !== sha256) {
      throw new Rejection('E_DIGEST_MISMATCH')
    }
    if (asset.sha256 && asset.sha256 !== sha256) throw new ObjectChanged()
    return { asset, path, sha256, crc32: crc, [Symbol.asyncDispose]: remove }
  } catch (error) {
    await remove()
    throw error
  }
}

async function copyAndHash(asset: Asset, path: string, signal: AbortSignal) {
  // Once verified it is identified by its digest: a copy of a bucket has other ETags.
  const etag = asset.sha256 ? undefined : asset.etag!
  const { stream, size: stored } = await store.read(asset.originalKey, { etag, signal })
  const hash = createHash('sha256')
  let size = 0
  let crc = 0
  const tap = async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      hash.update(chunk)
      crc = crc32(chunk, crc)
      size += chunk.length
      yield chunk
    }
  }
  await pipeline(stream, tap, createWriteStream(path), { signal })
  // A short read must not be blamed on the file.
  if (size !== stored) throw new StoreUnavailable('The store has cut its answer off.')
  if (size !== asset.size) throw new Rejection('E_UPLOAD_MISMATCH')
  return { sha256: hash.digest('base64'), crc }
}
