import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import db from '@adonisjs/lucid/services/db'
import store from '#app/storage/main'
import { isActive } from '#app/accounts/models/active'
import { ArchiveChanged } from '#app/archives/errors'
import type Archive from '#app/archives/models/archive'
import type { ArchivedFile } from '#app/archives/models/archive_page'
import Asset from '#app/assets/models/asset'
import { HOLDS_FILE } from '#app/assets/models/owned_objects'
import { ObjectChanged } from '#app/storage/errors'
import { release } from '#app/storage/exact_body'

/** How often a download asks whether the file that it reads is still to be had, in milliseconds. */
const CHECK_EVERY_MS = 1_000

/**
 * The originals of an archive while it is downloaded. Everything throws `ArchiveChanged` once one
 * of them was deleted, or the archive has ended.
 */
export class Originals {
  /** The asset whose original was asked for last. */
  reading?: string

  constructor(
    readonly archive: Archive,
    readonly signal?: AbortSignal
  ) {}

  /** Throws unless all files of the archive are still there. */
  async assertAll(): Promise<void> {
    const { rows } = await db.rawQuery(IS_CHANGED, { archiveId: this.archive.id })
    if (rows[0].changed) throw new ArchiveChanged()
  }

  /** The CRC-32 of each file, in their order. One that is not known is computed now. */
  async crcsOf(files: ArchivedFile[]): Promise<number[]> {
    const ids = files.map(({ id }) => id)
    const { rows } = await db.rawQuery(CRCS, { archiveId: this.archive.id, ids })
    if (rows.length !== files.length) throw new ArchiveChanged()
    const known = new Map<string, Known>(rows.map((row: Known) => [row.id, row]))
    const crcs: number[] = []
    for (const { id } of files) crcs.push(await this.#crcOf(known.get(id)!))
    return crcs
  }

  /**
   * Bytes of a file, from `from` on, before `to`. Whoever reads all of it never gets the last ones
   * of a file whose CRC-32 is another than the one it was announced with.
   */
  async *read(file: ArchivedFile, from: number, to: number): AsyncGenerator<Uint8Array> {
    this.reading = file.id
    const [expected] = await this.crcsOf([file])
    const { signal } = this
    const range = { start: from, end: to - 1 }
    const { stream, size } = await store.read(Asset.originalKey(file.id), { range, signal })
    if (size !== file.size) throw new ObjectChanged()
    let position = from
    let crc = 0
    let checkedAt = performance.now()
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      position += chunk.length
      if (from === 0) crc = crc32(chunk, crc)
      if (from === 0 && position === size && crc !== expected) throw new ObjectChanged()
      if (performance.now() - checkedAt > CHECK_EVERY_MS) {
        await this.crcsOf([file])
        checkedAt = performance.now()
      }
      yield chunk
    }
    if (position !== to) throw new ObjectChanged()
  }

  async #crcOf({ id, size, crc, sha256 }: Known) {
    return crc ?? computeCrc({ id, size, sha256 }, this.signal)
  }
}

interface Verified {
  id: string
  size: number
  /** Base64; null if it was never verified. */
  sha256: string | null
}

interface Known extends Verified {
  crc: number | null
}

/**
 * Reads an original for its CRC-32, and keeps that with its asset. Throws `ObjectChanged` where the
 * bytes are not the verified ones.
 */
export async function computeCrc({ id, size, sha256 }: Verified, signal?: AbortSignal) {
  const { stream } = await store.read(Asset.originalKey(id), { signal })
  const hash = createHash('sha256')
  let crc = 0
  let length = 0
  for await (const chunk of stream as AsyncIterable<Buffer<ArrayBuffer>>) {
    crc = crc32(chunk, crc)
    hash.update(chunk)
    length += chunk.length
    release(chunk)
  }
  if (length !== size || (sha256 && sha256 !== hash.digest('base64'))) throw new ObjectChanged()
  await Asset.noteCrc(id, crc)
  return crc
}

/** What an asset must be to be in the archive, whose owner must be active. */
const IS_IN = `assets.user_id = archives.user_id and ${HOLDS_FILE}
  and (assets.trashed_at is null or archives.includes_trash)`

const OF_ACTIVE = `from archives join users on users.id = archives.user_id and ${isActive()}`

const CRCS = `
  select assets.id, assets.size, crc_32 as crc, sha_256 as sha256
  ${OF_ACTIVE} join assets on ${IS_IN}
  where archives.id = :archiveId and assets.id = any(:ids::uuid[])`

const IS_CHANGED = `
  select not exists (select ${OF_ACTIVE} where archives.id = :archiveId) or exists (
    select ${OF_ACTIVE}
      join archive_pages on archive_id = archives.id
      cross join jsonb_array_elements(files) file
      left join assets on assets.id = (file->>'id')::uuid and ${IS_IN}
    where archives.id = :archiveId and assets.id is null
  ) as changed`
