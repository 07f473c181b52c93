import db from '@adonisjs/lucid/services/db'
import { ArchiveChanged } from '#app/archives/errors'
import type { ZipFile } from '#app/archives/zip/records'

/** An original in an archive. */
export interface ArchivedFile extends ZipFile {
  /** Of its asset. */
  id: string
}

/** How many bytes a page has in each section of its archive. */
export interface PageSizes {
  number: number
  filesSize: number
  manifestSize: number
  directorySize: number
}

/** So many files are read from the database at a time. */
export const PAGE_SIZE = 100

export async function writePage(
  archiveId: string,
  sizes: PageSizes,
  content: { files: ArchivedFile[]; manifest: string }
) {
  await db.table('archive_pages').insert({
    archive_id: archiveId,
    number: sizes.number,
    files_size: sizes.filesSize,
    manifest_size: sizes.manifestSize,
    directory_size: sizes.directorySize,
    files: JSON.stringify(content.files),
    manifest: content.manifest,
  })
}

/** The sizes of all pages, in order. */
export function sizesOfPages(archiveId: string): Promise<PageSizes[]> {
  return db.from('archive_pages').where('archive_id', archiveId).orderBy('number').select({
    number: 'number',
    filesSize: 'files_size',
    manifestSize: 'manifest_size',
    directorySize: 'directory_size',
  })
}

export function filesOfPage(archiveId: string, number: number): Promise<ArchivedFile[]> {
  return column(archiveId, number, 'files')
}

export function manifestOfPage(archiveId: string, number: number): Promise<string> {
  return column(archiveId, number, 'manifest')
}

/** Throws `ArchiveChanged` if the archive has ended meanwhile. */
async function column(archiveId: string, number: number, name: 'files' | 'manifest') {
  const page = { archive_id: archiveId, number }
  const row = await db.from('archive_pages').where(page).select(name).first()
  if (!row) throw new ArchiveChanged()
  return row[name]
}
