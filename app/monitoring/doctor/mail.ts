import pg from 'pg'
import type { Finding } from '#app/storage/s3_probes'
import { isMailEnabled } from '#config/mail'
import { isDatabaseOutage } from '#app/persistence/database_outage'
import { queueConfig } from '#config/queue'

/** Says whether mail is configured, and which mails could not be sent. */
export async function* examineMail(): AsyncGenerator<Finding> {
  if (!isMailEnabled()) {
    yield { outcome: 'pass', found: 'nothing is mailed; administrators hand links over' }
  } else {
    yield { outcome: 'pass', found: 'mail is configured; node ace mail:test ADDRESS tries it' }
  }
  const failed = await failedMails().catch((error) => {
    if (!isDatabaseOutage(error)) throw error
  })
  // That the database does not answer is said of the database.
  if (!failed) return
  const fix = 'Correct SMTP_URL or MAIL_FROM; what still waits is sent then.'
  if (failed.length === 0) yield { outcome: 'pass', found: 'no mail has failed' }
  else {
    const count = failed.length === 100 ? '100 or more' : failed.length
    yield { outcome: 'warn', found: `${count} mails were not sent: ${failed[0].last_error}`, fix }
  }
}

/** The last error of each mail that failed, the latest first, 100 at most. */
async function failedMails(): Promise<{ last_error: string }[]> {
  const client = new pg.Client({
    connectionString: queueConfig.databaseUrl,
    connectionTimeoutMillis: 5_000,
    query_timeout: 5_000,
  })
  await client.connect()
  try {
    const { rows } = await client.query(`
      select last_error from mails where failed_at is not null or attempts > 3
      order by run_at desc limit 100
    `)
    return rows
  } finally {
    await client.end()
  }
}
