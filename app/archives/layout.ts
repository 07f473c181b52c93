import { crc32 } from 'node:zlib'
import type Archive from '#app/archives/models/archive'
import {
  type ArchivedFile,
  type PageSizes,
  filesOfPage,
  manifestOfPage,
} from '#app/archives/models/archive_page'
import type { Originals } from '#app/archives/originals'
import { type Piece, bytesPiece, lazyPiece } from '#app/archives/zip/pieces'
import { type ZipFile, directoryHeader, endOfArchive, localHeader } from '#app/archives/zip/records'
import { iso } from '#app/http/iso'

export const MANIFEST = 'manifest.json'
export const SETTINGS = 'settings.json'

interface Content {
  archive: Archive
  pages: PageSizes[]
  manifestCrc: number
  settings: string | null
}

/** A file that is made of the database instead of an original. */
interface TextFile {
  file: ZipFile
  crc: number
  content: Piece[]
}

/**
 * The archive from its first byte to its last: the originals, page by page, the manifest, the
 * settings if it is an account's export, and the directory. Nothing is read before its piece is.
 */
export function piecesOf(content: Content, originals?: Originals): Piece[] {
  const { archive, pages, settings } = content
  const files = pages.map((page) => filesOf(archive, page, originals!))
  const texts = [manifestOf(content), ...(settings ? [settingsOf(archive, settings)] : [])]
  const textPieces = texts.flatMap(({ file, crc, content: pieces }) => {
    return [bytesPiece(localHeader(file, crc)), ...pieces]
  })

  let offset = 0
  const directory: Piece[] = pages.map((page) => {
    const piece = directoryOf(archive, { page, offset }, originals!)
    offset += page.filesSize
    return piece
  })
  for (const { file, crc } of texts) {
    directory.push(bytesPiece(directoryHeader(file, crc, offset)))
    offset += localHeader(file, crc).length + file.size
  }
  const count = archive.fileCount! + texts.length
  const end = endOfArchive({ files: count, offset, size: lengthOf(directory) })
  return [...files, ...textPieces, ...directory, bytesPiece(end)]
}

/** Bytes. */
export function lengthOf(pieces: Piece[]): number {
  return pieces.reduce((sum, { length }) => sum + length, 0)
}

/** What the manifest begins with; then come the assets, one a line. */
export function manifestHead({ createdAt }: Archive): string {
  return `{ "createdAt": "${iso(createdAt)}", "assets": [\n`
}

export const MANIFEST_TAIL = '\n] }\n'

function filesOf(archive: Archive, { number, filesSize }: PageSizes, originals: Originals) {
  return lazyPiece(filesSize, async () => {
    const files = await filesOfPage(archive.id, number)
    return files.flatMap((file) => [headerOf(file, originals), bytesOf(file, originals)])
  })
}

function headerOf(file: ArchivedFile, originals: Originals): Piece {
  return lazyPiece(localHeader(file, 0).length, async () => {
    const [crc] = await originals.crcsOf([file])
    return [bytesPiece(localHeader(file, crc))]
  })
}

function bytesOf(file: ArchivedFile, originals: Originals): Piece {
  return { length: file.size, read: (from, to) => originals.read(file, from, to) }
}

function directoryOf(
  archive: Archive,
  { page, offset }: { page: PageSizes; offset: number },
  originals: Originals
) {
  return lazyPiece(page.directorySize, async () => {
    const files = await filesOfPage(archive.id, page.number)
    const crcs = await originals.crcsOf(files)
    let start = offset
    return files.map((file, index) => {
      const header = directoryHeader(file, crcs[index], start)
      start += localHeader(file, 0).length + file.size
      return bytesPiece(header)
    })
  })
}

function manifestOf({ archive, pages, manifestCrc }: Content): TextFile {
  const assets = pages.map(({ number, manifestSize }) => {
    return lazyPiece(manifestSize, async () => {
      return [bytesPiece(Buffer.from(await manifestOfPage(archive.id, number)))]
    })
  })
  const head = bytesPiece(Buffer.from(manifestHead(archive)))
  const content = [head, ...assets, bytesPiece(Buffer.from(MANIFEST_TAIL))]
  const file = { name: MANIFEST, size: lengthOf(content), ...timeOf(archive) }
  return { file, crc: manifestCrc, content }
}

function settingsOf(archive: Archive, settings: string): TextFile {
  const bytes = Buffer.from(settings)
  const file = { name: SETTINGS, size: bytes.length, ...timeOf(archive) }
  return { file, crc: crc32(bytes), content: [bytesPiece(bytes)] }
}

function timeOf({ createdAt }: Archive) {
  return { clock: iso(createdAt), time: Math.floor(createdAt.toSeconds()) }
}
