import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import User from '#app/accounts/models/user'
import { UnknownAccount } from '#app/accounts/errors'
import { NotFound } from '#app/http/exceptions/errors'

/** How an account is named: by its id in a request, by its email in a command. */
export type AccountKey = { id: string } | { email: string }

/** The account with this email. Throws `UnknownAccount`. */
export async function findAccount(email: string) {
  const user = await User.findBy({ email })
  if (!user) throw new UnknownAccount()
  return user
}

/** The account, locked until the transaction ends. Throws `NotFound` or `UnknownAccount`. */
export async function findForUpdate(key: AccountKey, trx: TransactionClientContract) {
  const user = await User.query({ client: trx }).where(key).forUpdate().first()
  if (user) return user
  throw 'id' in key ? new NotFound() : new UnknownAccount()
}
