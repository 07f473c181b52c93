import { describeFailure } from '#app/observability/logging/failure'
import { examineAccounts } from '#app/monitoring/doctor/accounts'
import { examineDatabase } from '#app/monitoring/doctor/database'
import { examineMachine } from '#app/monitoring/doctor/machine'
import { examineMail } from '#app/monitoring/doctor/mail'
import { examineRedis } from '#app/monitoring/doctor/redis'
import { examineStore } from '#app/monitoring/doctor/store'
import type { Finding } from '#app/storage/s3_probes'

export type PartFinding = Finding & { part: string }

const parts = {
  database: {
    examine: examineDatabase,
    fix: 'Correct DATABASE_URL, or start that PostgreSQL; npm start brings an embedded one.',
  },
  queue: { examine: examineRedis, fix: 'Correct REDIS_URL, or start that Redis.' },
  store: { examine: examineStore, fix: 'Correct the S3_… variables, or DATA_DIR.' },
  machine: { examine: examineMachine, fix: 'Correct DATA_DIR.' },
  mail: { examine: examineMail, fix: 'Correct SMTP_URL.' },
  accounts: { examine: examineAccounts, fix: 'Correct REGISTRATION.' },
}

/**
 * Tries the services as they are configured, one after the other. One that cannot be tried at all
 * is a failure of its own and does not keep the others from being tried.
 */
export async function* examineAll(): AsyncGenerator<PartFinding> {
  for (const [part, { examine, fix }] of Object.entries(parts)) {
    try {
      for await (const finding of examine()) yield { part, ...finding }
    } catch (error) {
      yield { part, outcome: 'fail', found: `cannot be used: ${describeFailure(error)}`, fix }
    }
  }
}
