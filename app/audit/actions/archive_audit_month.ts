import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rename } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import pg from 'pg'
import { v7 } from 'uuid'
import { BEGINNING, CHAINED_LINE, SEAL_LOCK } from '#app/audit/chain'
import { MonthNotArchivable } from '#app/audit/errors'

const BATCH = 1_000

interface Month {
  month: string
  low: string
  high: string
}

/**
 * Exports the lines of a month with their seals, without personal text, and drops them: a
 * checkpoint says where the chain continues. All in one transaction of the tables' owner; a file
 * that a crash left behind is written again. Throws `MonthNotArchivable`.
 */
export class ArchiveAuditMonth {
  constructor(private client: pg.Client) {}

  async handle({ month, file }: { month: string; file: string }) {
    await this.client.query('begin')
    try {
      await this.client.query(`set local lock_timeout = '10s'`)
      await this.client.query('select pg_advisory_xact_lock($1)', [SEAL_LOCK])
      const bounds = await this.#boundsOf(month)
      const { lines, sha256 } = await this.#export(bounds.high, file)
      const head = await this.#headBefore(bounds.high)
      await this.#record(bounds, head, { lines, sha256 })
      await this.#drop(bounds, head.position)
      await this.client.query('commit')
      return { lines, sha256, position: head.position, digest: head.digest.toString('hex') }
    } catch (error) {
      await this.client.query('rollback')
      throw error
    }
  }

  async #boundsOf(month: string): Promise<Month> {
    const [bounds] = await this.#rows(
      `select audit.first_id(start at time zone 'utc') as low, audit.first_id(stop at time zone 'utc') as high,
         stop <= date_trunc('month', now() at time zone 'utc') as "isOver",
         to_regclass('audit.logs_' || to_char(start, 'YYYY_MM')) is not null as "exists"
       from (select $1::timestamp as start, $1::timestamp + interval '1 month' as stop) months`,
      [`${month}-01`]
    )
    if (!bounds.isOver) throw new MonthNotArchivable(`${month} is not over yet`)
    if (!bounds.exists) throw new MonthNotArchivable(`there is no month ${month} in the audit log`)
    const [{ older, unsealed }] = await this.#rows(
      `select exists (select from audit_logs where id < $1) as older,
         exists (select from audit.unsealed where id < $2) as unsealed`,
      [bounds.low, bounds.high]
    )
    if (older) throw new MonthNotArchivable('there are older lines: archive their month first')
    if (unsealed) throw new MonthNotArchivable('some lines are not sealed yet: start the worker')
    return { month, low: bounds.low, high: bounds.high }
  }

  async #export(high: string, file: string) {
    const hash = createHash('sha256')
    let lines = 0
    const texts = async function* (this: ArchiveAuditMonth) {
      for await (const line of this.#lines(high)) {
        lines++
        yield `${JSON.stringify(line)}\n`
      }
    }.bind(this)
    const measure = async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        hash.update(chunk)
        yield chunk
      }
    }
    const out = createWriteStream(`${file}.part`, { mode: 0o600, flush: true })
    await pipeline(Readable.from(texts()), createGzip(), measure, out)
    await rename(`${file}.part`, file)
    return { lines, sha256: hash.digest('hex') }
  }

  async *#lines(high: string) {
    for (let position = 0; ;) {
      const rows = await this.#rows(
        `select seals.position, encode(seals.digest, 'hex') as digest, ${CHAINED_LINE}
         from audit.seals join audit_logs on audit_logs.id = seals.log_id
         where seals.position > $1 and log_id < $2 order by seals.position limit ${BATCH}`,
        [position, high]
      )
      yield* rows
      if (rows.length < BATCH) return
      position = rows.at(-1)!.position
    }
  }

  // A line of the month may have been sealed after the first of the next one: its seal stays.
  async #headBefore(high: string): Promise<{ position: number; digest: Buffer }> {
    const [head] = await this.#rows(
      `select position, digest from audit.seals
       where position < coalesce(
         (select min(position) from audit.seals where log_id >= $1), 9223372036854775807)
       order by position desc limit 1`,
      [high]
    )
    return head ?? this.#beginning()
  }

  async #beginning() {
    const [checkpoint] = await this.#rows(
      'select position, digest from audit.checkpoints order by month desc limit 1',
      []
    )
    return checkpoint ?? BEGINNING
  }

  async #record(
    { month, high }: Month,
    { position, digest }: { position: number; digest: Buffer },
    { lines, sha256 }: { lines: number; sha256: string }
  ) {
    await this.client.query(
      `insert into audit.checkpoints (position, digest, month, ends_before, lines, file_sha256)
       values ($1, $2, $3, $4, $5, $6)`,
      [position, digest, month, high, lines, sha256]
    )
    const payload = { month, lines, position, digest: digest.toString('hex'), sha256 }
    await this.client.query(
      `insert into audit_logs (id, action, payload) values ($1, 'audit.archived', $2)`,
      [v7(), payload]
    )
  }

  async #drop({ month, high }: Month, position: number) {
    await this.client.query('alter table audit.seals disable trigger user')
    await this.client.query('delete from audit.seals where position <= $1', [position])
    await this.client.query('alter table audit.seals enable trigger user')
    await this.client.query('delete from audit.details where log_id < $1', [high])
    const partition = pg.escapeIdentifier(`logs_${month.replace('-', '_')}`)
    await this.client.query(`drop table audit.${partition}`)
  }

  async #rows(text: string, values: unknown[]) {
    const { rows } = await this.client.query(text, values)
    return rows
  }
}
