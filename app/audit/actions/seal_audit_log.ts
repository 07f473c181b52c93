import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { beginningOf, CHAINED_LINE, type ChainedLine, SEAL_LOCK, sealOf } from '#app/audit/chain'

/**
 * Adds the audit log's new lines to the hash chain, in the order in which they are found. Returns
 * how many: `limit` means that there may be more.
 */
export class SealAuditLog {
  async handle({ limit = 1_000 } = {}) {
    return db.transaction(async (trx) => {
      await trx.rawQuery('select pg_advisory_xact_lock(?)', [SEAL_LOCK])
      const lines = await this.#unsealedLines(limit, trx)
      if (lines.length === 0) return 0

      const seals = chain(lines, await this.#head(trx))
      await trx.table('audit.seals').multiInsert(seals)
      const sealed = lines.map(({ id }) => id)
      await trx.from('audit.unsealed').whereIn('id', sealed).delete()
      return lines.length
    })
  }

  async #unsealedLines(limit: number, trx: TransactionClientContract): Promise<ChainedLine[]> {
    const { rows } = await trx.rawQuery(
      `select ${CHAINED_LINE} from audit.unsealed join audit_logs using (id)
       order by audit_logs.id limit ?`,
      [limit]
    )
    return rows
  }

  async #head(trx: TransactionClientContract) {
    const head = await trx.from('audit.seals').orderBy('position', 'desc').first()
    return head ?? beginningOf(trx)
  }
}

function chain(lines: ChainedLine[], head: { position: number; digest: Buffer }) {
  let { position, digest } = head
  return lines.map((line) => {
    digest = sealOf(digest, line)
    position++
    return { position, log_id: line.id, digest }
  })
}
