import db from '@adonisjs/lucid/services/db'
import type AuditLog from '#app/audit/models/audit_log'

/** Gives lines back the personal text that has not been erased. */
export async function restoreDetails(lines: AuditLog[]) {
  const ids = lines.filter(({ detailsDigest }) => detailsDigest).map(({ id }) => id)
  if (ids.length === 0) return
  const client = lines[0].$trx ?? db.connection()
  const rows: { log_id: string; text: string }[] = await client
    .from('audit.details')
    .whereIn('log_id', ids)
    .select('log_id', 'text')
  const texts = new Map(rows.map(({ log_id: id, text }) => [id, text]))
  for (const line of lines) {
    const text = texts.get(line.id)
    if (!text) continue
    const { ip, payload } = JSON.parse(text)
    line.ip = ip
    line.payload = { ...line.payload, ...payload }
    line.$hydrateOriginals()
  }
}
