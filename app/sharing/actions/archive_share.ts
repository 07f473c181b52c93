import db from '@adonisjs/lucid/services/db'
import { CreateArchive } from '#app/archives/actions/create_archive'
import { OriginalWithheld, ShareExhausted } from '#app/sharing/errors'
import Share from '#app/sharing/models/share'
import type { OpenShare } from '#app/sharing/open_share'
import { sharedUrlTtl } from '#config/sharing'

/**
 * Plans a ZIP of the originals that a share offers at this moment, each of which counts as one
 * download. Throws `OriginalWithheld` if it offers none, `ShareExhausted` if fewer are left.
 */
export class ArchiveShare {
  async handle(share: OpenShare) {
    if (!share.originals) throw new OriginalWithheld()
    if (share.remainingDownloads === 0) throw new ShareExhausted()
    const { id: shareId, userId, albumId, location } = share
    const archive = await new CreateArchive().handle({
      userId,
      shareId,
      ...(albumId ? { albumId } : { ids: await readyOf(shareId) }),
      title: share.title ?? undefined,
      ttl: sharedUrlTtl,
      forVisitors: true,
      withoutLocated: !location,
    })
    if (archive.fileCount === 0) throw new OriginalWithheld()
    if (await Share.countDownloads(shareId, archive.fileCount!)) return archive
    await archive.delete()
    throw new ShareExhausted()
  }
}

async function readyOf(shareId: string): Promise<string[]> {
  const assets = await db
    .from('share_assets')
    .join('assets', 'assets.id', 'share_assets.asset_id')
    .where({ share_id: shareId, status: 'ready' })
    .whereNull('trashed_at')
    .select('assets.id')
  return assets.map(({ id }) => id)
}
