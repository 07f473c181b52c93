import { createHash } from 'node:crypto'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

/** A line of the audit log as the chain takes it: every column as text, by the database's hand. */
export interface ChainedLine {
  id: string
  actorId: string | null
  action: string
  subject: string | null
  payload: string
  requestId: string | null
  ip: string | null
  createdAt: string
  /** The digest of its personal text, in hexadecimal, if it had any. */
  detailsDigest: string | null
}

/** Selects a `ChainedLine` from `audit_logs`. Text keeps what a driver would round or reorder. */
export const CHAINED_LINE = `
  audit_logs.id::text, audit_logs.actor_id::text as "actorId", audit_logs.action,
  audit_logs.subject, audit_logs.payload::text, audit_logs.request_id as "requestId",
  audit_logs.ip,
  to_char(audit_logs.created_at at time zone 'utc', 'YYYY-MM-DD HH24:MI:SS.US') as "createdAt",
  encode(audit_logs.details_digest, 'hex') as "detailsDigest"
`

/** What the first seal follows. */
export const BEGINNING = { position: 0, digest: Buffer.alloc(32), endsBefore: '' }

// Any number that nothing else in the database locks: two nodes must not seal at once.
export const SEAL_LOCK = 720_420

/** Where the chain begins: after the last month that was archived, whose ids end there too. */
export async function beginningOf(client: QueryClientContract): Promise<typeof BEGINNING> {
  const checkpoint = await client
    .from('audit.checkpoints')
    .orderBy('month', 'desc')
    .select('position', 'digest', 'ends_before as endsBefore')
    .first()
  return checkpoint ?? BEGINNING
}

/** The digest that seals a line: SHA-256 over the digest before it and all of its columns. */
export function sealOf(before: Buffer, line: ChainedLine) {
  const { id, actorId, action, subject, payload, requestId, ip, createdAt } = line
  const columns = [id, actorId, action, subject, payload, requestId, ip, createdAt]
  // Lines from before personal text was kept apart were sealed without it.
  if (line.detailsDigest) columns.push(line.detailsDigest)
  return createHash('sha256').update(before).update(JSON.stringify(columns)).digest()
}
