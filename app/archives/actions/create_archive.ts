import { crc32 } from 'node:zlib'
import { DateTime } from 'luxon'
import {
  type ArchiveSource,
  type SelectedAsset,
  checkSource,
  describeAsset,
  selectAssets,
  timeOf,
} from '#app/archives/actions/select_assets'
import { describeAccount } from '#app/archives/actions/describe_account'
import { MANIFEST, MANIFEST_TAIL, SETTINGS } from '#app/archives/layout'
import { lengthOf, manifestHead, piecesOf } from '#app/archives/layout'
import Archive from '#app/archives/models/archive'
import { type PageSizes, writePage } from '#app/archives/models/archive_page'
import { safeName, UniqueNames } from '#app/archives/zip/names'
import { directoryHeader, localHeader } from '#app/archives/zip/records'
import { archiveTtl } from '#config/archives'

export interface ArchiveOrder extends ArchiveSource {
  /** What the archive is named after, where it is not an album. */
  title?: string
  /** Seconds in which it can be downloaded. */
  ttl?: number
  /** The share that it is made for: see `Archive.endShare`. */
  shareId?: string
  /** Leaves out of the manifest what only the owner may know. */
  forVisitors?: boolean
}

/**
 * Plans a ZIP archive: which originals, under which names, and what the manifest says, so that its
 * length is known and every byte is the same whenever it is read. No byte of a file is read or
 * kept. A plan that is cut off by a crash is never complete, and expires.
 */
export class CreateArchive {
  async handle(order: ArchiveOrder): Promise<Archive> {
    const { userId, everything = false, shareId = null, ttl = archiveTtl } = order
    const albumTitle = await checkSource(order)
    const title = order.title ?? albumTitle ?? (everything ? 'export' : 'files')
    const archive = await Archive.create({
      userId,
      shareId,
      filename: `${safeName(title)}.zip`,
      includesTrash: everything,
      expiresAt: DateTime.utc().plus({ seconds: ttl }).startOf('second'),
    })
    await this.#plan(archive, order)
    await archive.endOldest()
    return archive
  }

  async #plan(archive: Archive, order: ArchiveOrder) {
    const names = new UniqueNames([MANIFEST, SETTINGS])
    const pages: PageSizes[] = []
    let offset = 0
    let manifestCrc = crc32(manifestHead(archive))
    archive.fileCount = 0
    for await (const assets of selectAssets(order)) {
      const page = planPage(assets, { number: pages.length, offset, names, order })
      await writePage(archive.id, page.sizes, page)
      pages.push(page.sizes)
      offset += page.sizes.filesSize
      manifestCrc = crc32(page.manifest, manifestCrc)
      archive.fileCount += assets.length
    }
    manifestCrc = crc32(MANIFEST_TAIL, manifestCrc)
    const settings = order.everything ? await describeAccount(order.userId) : null
    const size = lengthOf(piecesOf({ archive, pages, manifestCrc, settings }))
    await archive.complete({ fileCount: archive.fileCount, size, manifestCrc, settings })
  }
}

interface Place {
  number: number
  offset: number
  names: UniqueNames
  order: ArchiveOrder
}

function planPage(assets: SelectedAsset[], { number, offset, names, order }: Place) {
  const sizes = { number, filesSize: 0, manifestSize: 0, directorySize: 0 }
  const lines: string[] = []
  const files = assets.map((asset) => {
    const time = timeOf(asset)
    const name = names.give(asset.filename, order.everything ? folderOf(asset, time.clock) : '')
    const file = { id: asset.id, name, size: asset.size, ...time }
    sizes.directorySize += directoryHeader(file, 0, offset + sizes.filesSize).length
    sizes.filesSize += localHeader(file, 0).length + file.size
    lines.push(JSON.stringify(describeAsset(asset, name, order)))
    return file
  })
  const manifest = (number > 0 ? ',\n' : '') + lines.join(',\n')
  sizes.manifestSize = Buffer.byteLength(manifest)
  return { sizes, files, manifest }
}

/** A folder a month, and one for the trash: an account has more files than a folder should. */
function folderOf({ trashedAt }: SelectedAsset, clock: string) {
  return trashedAt ? 'trash/' : `${clock.slice(0, 7)}/`
}
