import { digestOf } from '#app/accounts/auth/token'
import { isActive } from '#app/accounts/models/active'
import { preparedRows } from '#app/persistence/prepared_rows'
import { ShareExpired, ShareNotFound } from '#app/sharing/errors'

/** A share as far as its visitors' requests ask. */
export interface OpenShare {
  id: string
  userId: string
  title: string | null
  albumId: string | null
  /** Its hash; null if none is needed. */
  password: string | null
  originals: boolean
  location: boolean
  /** Null without a limit. */
  remainingDownloads: number | null
  isExpired: boolean
}

const text = `
  select shares.id, shares.user_id as "userId", coalesce(shares.title, albums.title) as title,
    shares.album_id as "albumId", shares.password, shares.originals, shares.location,
    case when shares.max_downloads is not null
      then greatest(shares.max_downloads - shares.downloads, 0) end as "remainingDownloads",
    coalesce(shares.expires_at <= now(), false) as "isExpired"
  from shares
  join users on users.id = shares.user_id
  left join albums on albums.id = shares.album_id
  where shares.secret_hash = $1 and ${isActive()}
`

/**
 * The share with this secret, in one indexed query. Throws `ShareNotFound` unless there is one, of
 * an active account, and `ShareExpired`.
 */
export async function openShare(secret: string): Promise<OpenShare> {
  const values = [digestOf(secret)]
  const [share] = await preparedRows<OpenShare>({ name: 'open_share', text, values })
  if (!share) throw new ShareNotFound()
  if (share.isExpired) throw new ShareExpired()
  return share
}
