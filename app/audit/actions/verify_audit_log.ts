import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { beginningOf, CHAINED_LINE, type ChainedLine, sealOf } from '#app/audit/chain'
import { digestOfDetails } from '#app/audit/details'

const BATCH = 1_000

/** Where the chain ends, or ended once: its last position, and the digest there in hexadecimal. */
export interface Head {
  position: number
  digest: string
}

type SealedLine = ChainedLine & {
  position: number
  logId: string
  digest: Buffer
  salt: Buffer | null
  text: string | null
}

/**
 * Verifies the whole audit log against its chain and reports every line that was changed, removed
 * or inserted past the application, and personal text that was changed; text that was erased is
 * fine. Only a head that was noted elsewhere can show that the chain's own end was cut off: give it
 * as `anchor`. Returns where the chain ends now.
 */
export class VerifyAuditLog {
  #head: { position: number; digest: Buffer } = { position: 0, digest: Buffer.alloc(0) }
  #archivedBefore = ''

  constructor(private client: QueryClientContract = db.connection()) {}

  async handle(report: (finding: string) => void, anchor?: Head): Promise<Head> {
    const { endsBefore, ...beginning } = await beginningOf(this.client)
    this.#head = beginning
    this.#archivedBefore = endsBefore
    for (;;) {
      const lines = await this.#nextLines()
      for (const line of lines) this.#verify(line, report, anchor)
      if (lines.length < BATCH) break
    }
    if (anchor && this.#head.position < anchor.position) {
      report(`the chain ends at seal ${this.#head.position}, before ${anchor.position}`)
    }
    for (const finding of await this.#outsideTheChain()) report(finding)
    return { position: this.#head.position, digest: this.#head.digest.toString('hex') }
  }

  async #nextLines(): Promise<SealedLine[]> {
    const { rows } = await this.client.rawQuery(
      `select seals.position, seals.log_id as "logId", seals.digest, details.salt, details.text,
         ${CHAINED_LINE}
       from audit.seals left join audit_logs on audit_logs.id = seals.log_id
       left join audit.details on details.log_id = seals.log_id
       where seals.position > ? order by seals.position limit ?`,
      [this.#head.position, BATCH]
    )
    return rows
  }

  #verify(line: SealedLine, report: (finding: string) => void, anchor?: Head) {
    const { position, logId, digest } = line
    const expected = this.#head.position + 1
    if (position !== expected) report(`seals ${expected} to ${position - 1} were removed`)
    else if (!line.id) this.#verifyMissing(line, report)
    else if (!sealOf(this.#head.digest, line).equals(digest)) {
      report(`line ${logId} (seal ${position}) or its seal was changed`)
    }
    if (line.text && !hasDigest(line)) report(`the personal text of line ${logId} was changed`)
    if (anchor?.position === position && anchor.digest !== digest.toString('hex')) {
      report(`seal ${position} is not the one that was noted`)
    }
    this.#head = { position, digest }
  }

  // A line that was archived may have been sealed after one that was not.
  #verifyMissing({ logId, position }: SealedLine, report: (finding: string) => void) {
    if (logId >= this.#archivedBefore) report(`line ${logId} (seal ${position}) was removed`)
  }

  async #outsideTheChain(): Promise<string[]> {
    const { rows } = await this.client.rawQuery(`
      select 'line ' || id || ' was inserted past the application' as finding from audit_logs
      where not exists (select from audit.seals where log_id = audit_logs.id)
        and not exists (select from audit.unsealed where unsealed.id = audit_logs.id)
      union all
      select 'line ' || id || ' was removed before it was sealed' from audit.unsealed
      where not exists (select from audit_logs where audit_logs.id = unsealed.id)
    `)
    return rows.map(({ finding }: { finding: string }) => finding)
  }
}

function hasDigest({ salt, text, detailsDigest }: SealedLine) {
  return digestOfDetails(salt!, text!).toString('hex') === detailsDigest
}
