import { createHash } from 'node:crypto'

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
}

/** Selects a `ChainedLine` from `audit_logs`. Text keeps what a driver would round or reorder. */
export const CHAINED_LINE = `
  audit_logs.id::text, audit_logs.actor_id::text as "actorId", audit_logs.action,
  audit_logs.subject, audit_logs.payload::text, audit_logs.request_id as "requestId",
  audit_logs.ip,
  to_char(audit_logs.created_at at time zone 'utc', 'YYYY-MM-DD HH24:MI:SS.US') as "createdAt"
`

/** What the first seal follows. */
export const BEGINNING = Buffer.alloc(32)

/** The digest that seals a line: SHA-256 over the digest before it and all of its columns. */
export function sealOf(before: Buffer, line: ChainedLine) {
  const { id, actorId, action, subject, payload, requestId, ip, createdAt } = line
  const columns = [id, actorId, action, subject, payload, requestId, ip, createdAt]
  return createHash('sha256').update(before).update(JSON.stringify(columns)).digest()
}
