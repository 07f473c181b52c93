import db from '@adonisjs/lucid/services/db'

const BATCH = 1_000

/**
 * Erases the personal text of a person from the audit log: addresses, emails and names of what
 * they did, of what was done to them, and what was typed as their email. The lines stay, and the
 * chain still verifies. May be called again after a crash. Returns how many lines were affected.
 */
export async function eraseDetails({ userId, email }: { userId: string; email: string }) {
  let erased = 0
  for (;;) {
    const { rowCount } = await db.rawQuery(ERASE, { userId, email, limit: BATCH })
    erased += rowCount
    if (rowCount < BATCH) return erased
  }
}

const ERASE = `
  delete from audit.details where log_id in (
    select log_id from audit.details where person_id = :userId or email = :email
    union
    select audit_logs.id from audit_logs join audit.details on log_id = audit_logs.id
    where actor_id = :userId
    union
    select audit_logs.id from audit_logs join audit.details on log_id = audit_logs.id
    where subject = :userId::text
    limit :limit
  )
`
