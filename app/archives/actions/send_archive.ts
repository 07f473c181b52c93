import type { Writable } from 'node:stream'
import logger from '@adonisjs/core/services/logger'
import { piecesOf } from '#app/archives/layout'
import type Archive from '#app/archives/models/archive'
import { sizesOfPages } from '#app/archives/models/archive_page'
import { Originals } from '#app/archives/originals'
import { sendBytes } from '#app/archives/send_bytes'
import { readPieces } from '#app/archives/zip/pieces'
import { describeFailure } from '#app/observability/logging/failure'
import type { ByteRange } from '#app/storage/disk/byte_range'
import { archiveIdle } from '#config/archives'

/**
 * Sends a range of an archive, reading its originals on the way. Where one of them is gone, or the
 * store is, the connection is destroyed: what a client has then is no archive, and is not taken
 * for one.
 */
export class SendArchive {
  async handle(archive: Archive, { start, end }: ByteRange, to: Writable) {
    const gone = new AbortController()
    to.once('close', () => gone.abort())
    const originals = new Originals(archive, gone.signal)
    try {
      const pages = await sizesOfPages(archive.id)
      const content = { archive, pages, manifestCrc: archive.manifestCrc! }
      const pieces = piecesOf({ ...content, settings: archive.settings }, originals)
      await sendBytes(readPieces(pieces, start, end + 1), to, { idleMs: archiveIdle })
    } catch (error) {
      to.destroy()
      if (gone.signal.aborted) return
      const reason = describeFailure(error)
      const subjects = { archive: archive.id, asset_id: originals.reading }
      logger.warn({ ...subjects, reason }, 'the download of an archive was cut off')
    }
  }
}
