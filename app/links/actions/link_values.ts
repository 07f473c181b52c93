import { DateTime } from 'luxon'
import type { Infer } from '@vinejs/vine/types'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { hashPassword } from '#app/accounts/auth/passwords'
import { NotFound } from '#app/http/exceptions/errors'
import type Link from '#app/links/models/link'
import type { LinkValues } from '#app/links/models/link'
import type { linkChangesValidator } from '#app/links/validators'

export type LinkInput = Infer<typeof linkChangesValidator>

/** The columns that an input sets; what it leaves out is not among them. */
export async function linkValues(input: LinkInput, link?: Link): Promise<Partial<LinkValues>> {
  const { password, sender = {}, closed, ...values } = input
  const given = {
    ...values,
    senderName: sender.name,
    senderEmail: sender.email,
    password: password && (await hashPassword(password)),
    closedAt: closedAt(closed, link),
  }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}

/** A link that is closed twice was closed the first time. */
function closedAt(closed: boolean | undefined, link?: Link) {
  if (closed === undefined) return undefined
  return closed ? (link?.closedAt ?? DateTime.utc()) : null
}

/** Throws `NotFound` if the user has no such album. */
export async function ensureAlbum(
  { albumId }: Partial<LinkValues>,
  userId: string,
  trx: TransactionClientContract
) {
  if (!albumId) return
  const { rows } = await trx.rawQuery(
    'select id from albums where id = ? and user_id = ? for key share',
    [albumId, userId]
  )
  if (rows.length === 0) throw new NotFound()
}
