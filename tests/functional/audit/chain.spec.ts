import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { DateTime } from 'luxon'
import pg from 'pg'
import { v7 } from 'uuid'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import AuditLog from '#app/audit/models/audit_log'
import { ArchiveAuditMonth } from '#app/audit/actions/archive_audit_month'
import { eraseDetails } from '#app/audit/actions/erase_details'
import { SealAuditLog } from '#app/audit/actions/seal_audit_log'
import { type Head, VerifyAuditLog } from '#app/audit/actions/verify_audit_log'
import { UserFactory } from '#database/factories/user_factory'

async function record(count: number) {
  const ids = []
  for (let line = 0; line < count; line++) {
    const actorId = v7()
    const { id } = await db.transaction((trx) => {
      return AuditLog.record('session.opened', actorId, { actorId }, trx, { line, b: 1, a: 'ä' })
    })
    ids.push(id)
  }
  return ids
}

async function seal() {
  while ((await new SealAuditLog().handle({ limit: 3 })) === 3);
}

async function findingsOf(client?: TransactionClientContract, anchor?: Head) {
  const findings: string[] = []
  const head = await new VerifyAuditLog(client).handle((finding) => findings.push(finding), anchor)
  return { findings, head }
}

/** What is found after a statement that gets past the triggers, as their owner's can. */
async function findingsAfter(statement: string, bindings: string[] = [], anchor?: Head) {
  const trx = await db.transaction()
  try {
    await trx.rawQuery('alter table audit_logs disable trigger user')
    await trx.rawQuery('alter table audit.seals disable trigger user')
    await trx.rawQuery(statement, bindings)
    const { findings } = await findingsOf(trx, anchor)
    return findings
  } finally {
    await trx.rollback()
  }
}

test.group('the chain over the audit log', () => {
  test('is whole while nobody touches it', async ({ assert }) => {
    await record(7)
    await seal()
    await record(2)
    const { findings, head } = await findingsOf()
    assert.deepEqual(findings, [])
    assert.isAtLeast(head.position, 7)
  })

  test('seals every line once, however many seal at once', async ({ assert }) => {
    await Promise.all([record(20), record(20), seal(), seal(), seal()])
    await Promise.all([seal(), seal()])
    const { findings, head } = await findingsOf()
    assert.deepEqual(findings, [])
    const [{ lines }] = await db.from('audit_logs').count('* as lines')
    assert.equal(head.position, Number(lines))
  })

  test('shows which line was changed: {0}')
    .with([
      ['its action', `action = 'nothing'`],
      ['its actor', 'actor_id = null'],
      ['its payload', `payload = payload || '{"b": 2}'`],
      ['its time', `created_at = created_at + interval '1 microsecond'`],
    ])
    .run(async ({ assert }, [, change]) => {
      const [, id] = await record(3)
      await seal()
      const findings = await findingsAfter(`update audit_logs set ${change} where id = ?`, [id])
      assert.lengthOf(findings, 1)
      assert.match(findings[0], new RegExp(`^line ${id} \\(seal \\d+\\) or its seal was changed$`))
    })

  test('shows which line was removed', async ({ assert }) => {
    const [, id] = await record(3)
    await seal()
    const findings = await findingsAfter('delete from audit_logs where id = ?', [id])
    assert.lengthOf(findings, 1)
    assert.match(findings[0], new RegExp(`^line ${id} \\(seal \\d+\\) was removed$`))
  })

  test('shows that a line went together with its seal', async ({ assert }) => {
    const [, id] = await record(3)
    await seal()
    const findings = await findingsAfter(
      `with line as (delete from audit_logs where id = ? returning id)
       delete from audit.seals using line where log_id = line.id`,
      [id]
    )
    assert.match(findings[0], /^seals \d+ to \d+ were removed$/)
  })

  test('shows which line was put in past the application', async ({ assert }) => {
    await record(1)
    await seal()
    const id = v7()
    const findings = await findingsAfter(
      `insert into audit_logs (id, action) values (?, 'session.opened')`,
      [id]
    )
    assert.deepEqual(findings, [`line ${id} was inserted past the application`])
  })

  test('shows which line was removed before it was sealed', async ({ assert }) => {
    await seal()
    const [id] = await record(1)
    const findings = await findingsAfter('delete from audit_logs where id = ?', [id])
    assert.deepEqual(findings, [`line ${id} was removed before it was sealed`])
  })

  test('shows by a head noted before that its end was cut off', async ({ assert }) => {
    const [id] = await record(1)
    await seal()
    const { head } = await findingsOf()
    const whole = await findingsOf(undefined, head)
    assert.deepEqual(whole.findings, [])

    const cut = `with line as (delete from audit_logs where id = ? returning id)
      delete from audit.seals using line where log_id = line.id`
    assert.deepEqual(await findingsAfter(cut, [id]), [])
    const findings = await findingsAfter(cut, [id], head)
    assert.match(findings[0], new RegExp(`^the chain ends at seal \\d+, before ${head.position}$`))
  })

  test('shows by a head noted before that it was made anew', async ({ assert }) => {
    await record(1)
    await seal()
    const { head } = await findingsOf()
    const { findings } = await findingsOf(undefined, { ...head, digest: '0'.repeat(64) })
    assert.deepEqual(findings, [`seal ${head.position} is not the one that was noted`])
  })
})

test.group('personal text of the audit log', () => {
  /** A line with an address and an email of the user, sealed. */
  async function sealedLine() {
    const user = await UserFactory.create()
    const origin = { actorId: user.id, ip: '192.0.2.77' }
    const { email } = user
    const { id } = await db.transaction((trx) => {
      return AuditLog.record('session.failed', user.id, origin, trx, { email, tries: 3 })
    })
    await seal()
    return { user, id }
  }

  test('is shown with its line, and no part of the chain', async ({ assert }) => {
    const { user, id } = await sealedLine()
    const line = await AuditLog.findOrFail(id)
    assert.equal(line.ip, '192.0.2.77')
    assert.deepEqual(line.payload, { email: user.email, tries: 3 })
    const row = await db.from('audit_logs').where({ id }).first()
    assert.isNull(row.ip)
    assert.deepEqual(row.payload, { tries: 3 })
  })

  test('can be erased, and the chain still verifies', async ({ assert }) => {
    const { user, id } = await sealedLine()
    const other = await sealedLine()
    await db.transaction((trx) => {
      return AuditLog.record('session.failed', null, { actorId: null, ip: '192.0.2.8' }, trx, {
        email: user.email,
      })
    })
    assert.equal(await eraseDetails({ userId: user.id, email: user.email }), 2)
    assert.equal(await eraseDetails({ userId: user.id, email: user.email }), 0)

    const line = await AuditLog.findOrFail(id)
    assert.isNull(line.ip)
    assert.deepEqual(line.payload, { tries: 3 })
    const kept = await AuditLog.findOrFail(other.id)
    assert.equal(kept.ip, '192.0.2.77')
    const { findings } = await findingsOf()
    assert.deepEqual(findings, [])
  })

  test('shows that it was changed', async ({ assert }) => {
    const { id } = await sealedLine()
    await assert.rejects(
      () => db.rawQuery(`update audit.details set text = '{}' where log_id = ?`, [id]),
      /only grows/
    )
    const trx = await db.transaction()
    await trx.rawQuery('alter table audit.details disable trigger user')
    await trx.rawQuery(`update audit.details set text = '{}' where log_id = ?`, [id])
    const { findings } = await findingsOf(trx)
    await trx.rollback()
    assert.deepEqual(findings, [`the personal text of line ${id} was changed`])
  })
})

test.group('an archived month', (group) => {
  let folder: string
  group.each.setup(async () => {
    await emptyLog()
    folder = await mkdtemp(join(tmpdir(), 'audit-'))
    return () => rm(folder, { recursive: true })
  })

  const monthAgo = () => DateTime.utc().minus({ months: 1 })

  /** A line of last month. Its partition is made as that of a month that has passed. */
  async function recordLastMonth() {
    const start = monthAgo().startOf('month')
    const [low, high] = [start, start.plus({ months: 1 })].map((moment) => firstId(moment))
    const partition = `logs_${start.toFormat('yyyy_MM')}`
    await db.rawQuery(
      `create table if not exists audit.${partition} partition of audit_logs
       for values from ('${low}') to ('${high}')`
    )
    const id = v7({ msecs: start.plus({ days: 3 }).toMillis() })
    await db.rawQuery(`insert into audit_logs (id, action) values (?, 'session.opened')`, [id])
    return id
  }

  async function archive(month: string) {
    const client = new pg.Client({ connectionString: process.env.DATABASE_URL })
    await client.connect()
    try {
      const file = join(folder, 'month.ndjson.gz')
      const archived = await new ArchiveAuditMonth(client).handle({ month, file })
      return { ...archived, file }
    } finally {
      await client.end()
    }
  }

  test('is a file with its lines and seals, and the rest still verifies', async ({ assert }) => {
    const early = await recordLastMonth()
    await seal()
    await record(1)
    await seal()
    // Sealed after a line of the next month, as may happen around midnight.
    const late = await recordLastMonth()
    await seal()
    const before = await findingsOf()
    assert.deepEqual(before.findings, [])

    const { file, lines, sha256 } = await archive(monthAgo().toFormat('yyyy-MM'))
    assert.equal(lines, 2)
    const bytes = await readFile(file)
    assert.equal(createHash('sha256').update(bytes).digest('hex'), sha256)
    const exported = gunzipSync(bytes)
      .toString()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    assert.deepEqual(
      exported.map(({ id }) => id),
      [early, late]
    )
    assert.isNull(await AuditLog.find(early))
    const seals = await db.from('audit.seals').orderBy('position').select('position')
    assert.deepEqual(
      seals.map(({ position }) => position),
      [2, 3]
    )

    const { findings, head } = await findingsOf(undefined, before.head)
    assert.deepEqual(findings, [])
    assert.deepEqual(head, before.head)
    await seal()
    const after = await findingsOf(undefined, before.head)
    assert.deepEqual(after.findings, [])
    const entry = await AuditLog.findByOrFail({ action: 'audit.archived' })
    assert.equal(entry.payload.sha256, sha256)
  })

  test('still shows what is changed later', async ({ assert }) => {
    const [id] = await record(1)
    await seal()
    const findings = await findingsAfter(`update audit_logs set action = 'x' where id = ?`, [id])
    assert.lengthOf(findings, 1)
    const removed = await findingsAfter('delete from audit_logs where id = ?', [id])
    assert.lengthOf(removed, 1)
  })

  test('is none that {0}')
    .with([
      ['goes on', DateTime.utc().toFormat('yyyy-MM'), /is not over yet/],
      ['is not there', '2020-01', /there is no month 2020-01/],
    ] as [string, string, RegExp][])
    .run(async ({ assert }, [, month, message]) => {
      await assert.rejects(() => archive(month), message)
    })
})

/** A log as new, so that last month's lines come first. */
async function emptyLog() {
  const tables = [
    'audit_logs',
    'audit.seals',
    'audit.unsealed',
    'audit.details',
    'audit.checkpoints',
  ]
  await db.transaction(async (trx) => {
    for (const table of tables) {
      await trx.rawQuery(`alter table ${table} disable trigger user`)
      await trx.rawQuery(`delete from ${table}`)
      await trx.rawQuery(`alter table ${table} enable trigger user`)
    }
  })
}

function firstId(moment: DateTime) {
  const hex = moment.toMillis().toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`
}
