import db from '@adonisjs/lucid/services/db'
import type { ApiClient } from '@japa/api-client'
import type User from '#app/accounts/models/user'
import Grant from '#app/accounts/keys/models/grant'
import Link, { type LinkValues } from '#app/links/models/link'

const NONE = {
  title: 'Wedding',
  message: null,
  expiresAt: null,
  maxAssets: null,
  maxBytes: null,
  maxFileSize: null,
  allowedTypes: null,
  password: null,
  senderName: 'hidden',
  senderEmail: 'hidden',
  notify: false,
  albumId: null,
  closedAt: null,
} as const

/** A new upload link of the user with these rules. */
export function openLink({ id: userId }: Pick<User, 'id'>, values: Partial<LinkValues> = {}) {
  return db.transaction((trx) => Link.open({ ...NONE, ...values, userId }, trx))
}

/** The token of a visit of the link, without a request. */
export async function openVisit(
  { id: linkId, userId }: Link,
  sender: { senderName?: string; senderEmail?: string } = {}
) {
  const { token } = await Grant.open({ userId, linkId, ...sender, expiresIn: 3_600 })
  return token
}

export const JPEG = { filename: 'a.jpg', contentType: 'image/jpeg', size: 1_000 }

export function presignAs(client: ApiClient, token: string, file: object = JPEG) {
  return client.post('/uploads/presign').json(file).bearerToken(token)
}
