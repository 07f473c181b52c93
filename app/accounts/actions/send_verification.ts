import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type User from '#app/accounts/models/user'
import AccountToken from '#app/accounts/models/account_token'
import Mail from '#app/mail/models/mail'
import { verificationMail } from '#app/accounts/mails'
import { tokenLifetimes } from '#config/account_tokens'
import { isMailEnabled } from '#config/mail'

/**
 * Mails a link that verifies an address: the account's current one or the requested new one. The
 * links before it end, so that only the newest address can be verified.
 */
export async function sendVerification(
  { id: userId }: Pick<User, 'id'>,
  email: string,
  trx: TransactionClientContract
) {
  if (!isMailEnabled()) return
  await AccountToken.revokeAll(userId, 'email', trx)
  const expiresIn = tokenLifetimes.email
  const values = { userId, purpose: 'email', email, expiresIn } as const
  const { id, token } = await AccountToken.issue(values, trx)
  const message = verificationMail(token)
  await Mail.queue({ event: `user.email:${id}`, to: email, userId, message, expiresIn }, trx)
}
