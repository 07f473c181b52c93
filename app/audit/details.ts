import { createHash, randomBytes } from 'node:crypto'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** Keys of a payload whose values somebody typed, or that say who somebody is. */
const PERSONAL = ['email', 'formerEmail', 'filename', 'fullName', 'name', 'title']

/** The personal text of a line, which stands beside the chain. */
export interface Details {
  salt: Buffer
  text: string
  digest: Buffer
  email: string | null
}

/** Takes the personal text out of a payload. Without any there are no details. */
export function separateDetails(payload: Record<string, unknown>, ip?: string | null) {
  const entries = Object.entries(payload)
  const isPersonal = ([key, value]: [string, unknown]) => PERSONAL.includes(key) && value !== null
  const personal = Object.fromEntries(entries.filter(isPersonal))
  const kept = Object.fromEntries(entries.filter((entry) => !isPersonal(entry)))
  if (!ip && Object.keys(personal).length === 0) return { kept, details: undefined }

  const salt = randomBytes(16)
  const text = JSON.stringify({ ip: ip ?? null, payload: personal })
  const email = typeof personal.email === 'string' ? personal.email.slice(0, 254) : null
  return { kept, details: { salt, text, digest: digestOfDetails(salt, text), email } }
}

/** What the chain holds of the text. The salt keeps erased text from being guessed. */
export function digestOfDetails(salt: Buffer, text: string) {
  return createHash('sha256').update(salt).update(text).digest()
}

/** Puts down the details of a line that is about a person, if it is known whom. */
export async function writeDetails(
  { digest, ...details }: Details,
  { logId, personId }: { logId: string; personId: string | null },
  trx: TransactionClientContract
) {
  await trx.table('audit.details').insert({ log_id: logId, person_id: personId, ...details })
}
