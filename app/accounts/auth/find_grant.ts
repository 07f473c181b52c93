import { timingSafeEqual } from 'node:crypto'
import type { Bearer } from '#app/accounts/auth/bearer'
import { isActive } from '#app/accounts/models/active'
import { preparedRows } from '#app/persistence/prepared_rows'

interface GrantRow {
  id: string
  grantId: string
  linkId: string | null
  hash: Buffer
  secondsLeft: number
}

const text = `
  select users.id, grants.id as "grantId", grants.link_id as "linkId", grants.hash,
    extract(epoch from grants.expires_at - now())::float as "secondsLeft"
  from grants join users on users.id = grants.user_id
  where grants.hash = $1 and grants.expires_at > now() and ${isActive()}
`

/**
 * On whose behalf the grant with this digest sends, in one indexed query; never with the owner's
 * role. Undefined if it is not valid.
 */
export async function findGrant(digest: Buffer): Promise<Bearer | undefined> {
  const [row] = await preparedRows<GrantRow>({ name: 'find_grant', text, values: [digest] })
  if (!row || !timingSafeEqual(row.hash, digest)) return undefined
  const { id, grantId, linkId, secondsLeft } = row
  return { user: { id, role: 'USER', grantId, linkId }, secondsLeft }
}
