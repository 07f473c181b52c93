import db from '@adonisjs/lucid/services/db'
import type { Finding } from '#app/storage/s3_probes'
import { isMailEnabled } from '#config/mail'

/** Says whether mail is configured, and which mails could not be sent. */
export async function* examineMail(): AsyncGenerator<Finding> {
  if (!isMailEnabled()) {
    yield { outcome: 'pass', found: 'nothing is mailed; administrators hand links over' }
  } else {
    yield { outcome: 'pass', found: 'mail is configured; node ace mail:test ADDRESS tries it' }
  }
  const failed = await db
    .from('mails')
    .where((query) => query.whereNotNull('failed_at').orWhere('attempts', '>', 3))
    .orderBy('run_at', 'desc')
    .select('last_error')
    .limit(100)
  const fix = 'Correct SMTP_URL or MAIL_FROM; what still waits is sent then.'
  if (failed.length === 0) yield { outcome: 'pass', found: 'no mail has failed' }
  else {
    const count = failed.length === 100 ? '100 or more' : failed.length
    yield { outcome: 'warn', found: `${count} mails were not sent: ${failed[0].last_error}`, fix }
  }
}
