import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { MakeAuditPartitions } from '#app/audit/actions/make_audit_partitions'

/** What keeps each table from growing for ever. A new table says so here. */
const BOUNDS: Record<string, string> = {
  'public.installation': 'one row',
  'public.orphans': 'the sweep removes a mark when what it is of is gone or has an owner',
  'public.orphan_round': 'one row',
  'public.users': 'one row an account',
  'public.assets': 'the quota of its owner; what never arrives is expired by the sweep',
  'public.albums': 'made by hand, and limited as all calls are',
  'public.album_assets': 'one row an asset and album, and it goes with either',
  'public.shares': 'made by hand, and limited as all calls are',
  'public.share_assets': '1,000 a share, and a row goes with its share or its asset',
  'public.asset_months': 'two rows an owner and month',
  'public.archives': 'twenty an account, 200 a share, and the sweep removes expired ones',
  'public.archive_pages': 'one row for a hundred assets of an archive, and it goes with it',
  'public.jobs': 'one row a run that was asked for, and it goes with its asset',
  'public.processing_charges': 'one row an account; the sweep forgets what is forgiven',
  'public.deletions': 'the sweep removes a row when nobody can write below its prefix any more',
  'public.asset_events': 'the sweep forgets what is older than a day',
  'public.webhooks': 'twenty of each account',
  'public.webhook_deliveries': 'the sweep forgets what is older than a week',
  'public.sessions': 'the sweep removes what has expired',
  'public.access_tokens': 'one row a session, and it goes with it',
  'public.refresh_tokens': 'one row a refresh, which is limited, and it goes with its session',
  'public.keys': '100 an account',
  'public.grants': '10,000 an account; visits are limited, and the sweep removes expired ones',
  'public.links': '1,000 an account',
  'public.invitations': 'only administrators create them, and the sweep removes expired ones',
  'public.account_tokens': 'issuing them is limited, and the sweep removes expired ones',
  'public.mails': 'a row goes when it is sent; the sweep removes what failed a month ago',
  'public.reset_requests': 'the sweep answers and removes a row a moment later',
  'public.totp_factors': 'one row a user',
  'public.passkeys': 'a few rows a user, each made by hand',
  'public.identities': 'one row a user and provider',
  'public.provider_sessions': 'one row a session, and it goes with it',
  'public.recovery_codes': 'ten rows a user',
  'public.challenges': 'requests for one are limited, and the sweep removes expired ones',
  'public.rate_limits': 'its store removes a counter an hour after it has expired',
  'public.adonis_schema': 'one row a migration',
  'public.adonis_schema_versions': 'one row',
  'public.audit_logs': 'grows by design: a partition a month, to be moved away whole',
  'audit.details': 'one row a line of the audit log, until it is erased or its month archived',
  'audit.checkpoints': 'one row a month that was archived',
  'audit.seals': 'one row a line of the audit log',
  'audit.unsealed': 'the sweep seals what is here a moment later',
  'queue.job': 'a job is removed when it has ended',
  'queue.event': 'the last 10,000 of each queue',
  'queue.meta': 'one row a queue',
  'queue.migration': 'one row a migration',
  'queue.dedup': 'not used',
  'queue.dedup_next': 'not used',
  'queue.job_dependency': 'not used',
  'queue.job_log': 'not used',
  'queue.metrics': 'not used',
  'queue.rate_limit': 'not used',
  'queue.relay_inbox': 'not used',
  'queue.relay_node': 'not used',
  'queue.relay_retained': 'not used',
  'queue.relay_subscription': 'not used',
  'queue.scheduler': 'not used',
}

async function tables(): Promise<string[]> {
  const { rows } = await db.rawQuery(`
    select nspname || '.' || relname as name
    from pg_class join pg_namespace on pg_namespace.oid = relnamespace
    where relkind in ('r', 'p') and not relispartition
      and nspname !~ '^pg_' and nspname <> 'information_schema'
  `)
  return rows.map(({ name }: { name: string }) => name)
}

test.group('Every table', () => {
  test('has something that keeps it from growing for ever', async ({ assert }) => {
    assert.sameMembers(await tables(), Object.keys(BOUNDS))
  })

  test('that is said not to be used is empty', async ({ assert }) => {
    const unused = Object.keys(BOUNDS).filter((name) => BOUNDS[name] === 'not used')
    for (const name of unused) assert.isNull(await db.from(name).first(), name)
  })

  test('of the audit log is made before its month begins', async ({ assert }) => {
    await new MakeAuditPartitions().handle()
    const { rows } = await db.rawQuery(`
      select to_regclass('audit.logs_' || to_char(month, 'YYYY_MM')) is not null as exists
      from generate_series(date_trunc('month', now() at time zone 'utc'),
        now() at time zone 'utc' + interval '3 months', interval '1 month') month
    `)
    assert.isAtLeast(rows.length, 4)
    assert.isTrue(rows.every(({ exists }: { exists: boolean }) => exists))
  })
})
