import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { extname, join, relative } from 'node:path'
import { pipeline } from 'node:stream/promises'

/** A file below the folder, as it was when it was found. */
export interface FoundFile {
  /** From where the command was started. */
  path: string
  /** Below the folder, for people and programs. */
  name: string
  size: number
  modified: number
  contentType: string | null
}

const TYPES: Record<string, string> = {
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.gif': 'image/gif',
  '.avif': 'image/avif',
  '.tif': 'image/tiff',
  '.tiff': 'image/tiff',
  '.heic': 'image/heic',
  '.heif': 'image/heif',
  '.svg': 'image/svg+xml',
  '.mp4': 'video/mp4',
  '.m4v': 'video/mp4',
  '.mov': 'video/quicktime',
  '.webm': 'video/webm',
  '.mp3': 'audio/mpeg',
  '.m4a': 'audio/mp4',
  '.ogg': 'audio/ogg',
  '.opus': 'audio/ogg',
  '.flac': 'audio/flac',
  '.wav': 'audio/wav',
  '.pdf': 'application/pdf',
}

/** Every file below the folder but hidden ones, by name. */
export async function findFiles(folder: string): Promise<FoundFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const found: FoundFile[] = []
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name)
    const name = relative(folder, path)
    const isHidden = name.split(/[/\\]/).some((part) => part.startsWith('.'))
    if (!entry.isFile() || isHidden) continue
    const { size, mtimeMs } = await stat(path)
    const contentType = TYPES[extname(name).toLowerCase()] ?? null
    found.push({ path, name, size, modified: mtimeMs, contentType })
  }
  return found.sort((one, other) => (one.name < other.name ? -1 : 1))
}

/** Base64 of the file's SHA-256. */
export async function digestOf(path: string, signal: AbortSignal) {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path, { highWaterMark: 1024 ** 2 }), hash, { signal })
  return hash.digest('base64')
}
