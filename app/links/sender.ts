import { errors } from '@vinejs/vine'
import type Link from '#app/links/models/link'

interface Given {
  name?: string | null
  email?: string | null
}

/**
 * Who sends, as far as the link asks. Throws `E_VALIDATION_ERROR` if something required is missing;
 * what is hidden is not kept.
 */
export function senderOfVisit({ senderName, senderEmail }: Link, { name, email }: Given) {
  const missing = [
    senderName === 'required' && !name && 'name',
    senderEmail === 'required' && !email && 'email',
  ].filter((field) => field !== false)
  if (missing.length > 0) throw new errors.E_VALIDATION_ERROR(missing.map(required))
  return {
    senderName: senderName === 'hidden' ? null : (name ?? null),
    senderEmail: senderEmail === 'hidden' ? null : (email ?? null),
  }
}

function required(field: string) {
  return { field, rule: 'required', message: `The ${field} field must be defined` }
}
