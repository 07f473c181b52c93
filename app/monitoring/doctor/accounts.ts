import { registrationWords } from '#app/accounts/registration_words'
import { registration } from '#config/registration'
import type { Finding } from '#app/storage/s3_probes'

/** Says who may create an account. */
export async function* examineAccounts(): AsyncGenerator<Finding> {
  const found = registrationWords[registration.mode]
  if (registration.mode !== 'open') return yield { outcome: 'pass', found }
  const fix = 'Set REGISTRATION=invite unless this is meant to be so.'
  yield { outcome: 'warn', found, fix }
}
