import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { BackupDamaged, BackupMissing, BackupNewer } from '#app/installation/backup/errors'
import { type FileFacts, isSame, readFacts, writeFile } from '#app/installation/backup/files'
import { unless } from '#app/storage/disk/errno'

/** Grows when a backup changes so that former releases would misread it. */
export const FORMAT = 1

/** A file of a backup, by its path below the backup's folder. */
export interface BackedUpFile extends FileFacts {
  path: string
}

/** The rows of a table, as PostgreSQL's COPY writes them, compressed with gzip. */
export interface BackedUpTable extends BackedUpFile {
  schema: string
  name: string
  columns: string[]
  rows: number
  /** The column that is numbered by a sequence, and the last number that it had given. */
  sequence: { column: string; last: number } | null
}

/** What a backup holds. It is written last: a folder without one is no backup. */
export interface Manifest {
  format: number
  /** The release that made it. */
  version: string
  takenAt: string
  /** The migrations that had run, by name and in order. */
  migrations: string[]
  /** Each after those that it refers to. */
  tables: BackedUpTable[]
  /** One line of JSON for each object, in the order of their keys: see `BackedUpObject`. */
  objects: BackedUpFile & { count: number; bytes: number }
  /** Objects that rows name and that the store did not have. */
  missing: number
  /** The application's key, if the installation generated it. */
  key: BackedUpFile | null
}

const NAME = 'manifest.json'
const DIGEST_NAME = 'manifest.sha256'

/** Writes the manifest, and beside it its digest as `sha256sum --check` takes it. */
export async function writeManifest(folder: string, manifest: Manifest) {
  const text = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`)
  const { sha256 } = await writeFile(join(folder, NAME), [text])
  await writeFile(join(folder, DIGEST_NAME), [Buffer.from(`${sha256}  ${NAME}\n`)])
}

/** The manifest of a whole backup, in a format that this release reads. */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, NAME)).catch(unless('ENOENT', 'ENOTDIR'))
  const digest = await readFile(join(folder, DIGEST_NAME), 'utf8').catch(
    unless('ENOENT', 'ENOTDIR')
  )
  if (!text || !digest) throw new BackupMissing(folder)
  if (digest !== `${createHash('sha256').update(text).digest('hex')}  ${NAME}\n`) {
    throw new BackupDamaged(join(folder, NAME))
  }
  const manifest: Manifest = JSON.parse(text.toString())
  if (manifest.format > FORMAT) {
    throw new BackupNewer(manifest.version, `format ${manifest.format}`)
  }
  return manifest
}

/** Refuses a file of the backup that is not as it was written. */
export async function verifyFile(folder: string, { path, ...facts }: BackedUpFile) {
  const found = await readFacts(join(folder, path)).catch(unless('ENOENT'))
  if (!found || !isSame(found, facts)) throw new BackupDamaged(join(folder, path))
}
