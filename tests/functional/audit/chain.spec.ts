import { v7 } from 'uuid'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import AuditLog from '#app/audit/models/audit_log'
import { SealAuditLog } from '#app/audit/actions/seal_audit_log'
import { type Head, VerifyAuditLog } from '#app/audit/actions/verify_audit_log'

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
