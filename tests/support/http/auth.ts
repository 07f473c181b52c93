import { v7 } from 'uuid'
import db from '@adonisjs/lucid/services/db'
import type User from '#app/accounts/models/user'
import type { Scope } from '#app/accounts/keys/scopes'
import Grant, { type NewGrant } from '#app/accounts/keys/models/grant'
import Key from '#app/accounts/keys/models/key'
import Session from '#app/accounts/sessions/models/session'
import AuditLog from '#app/audit/models/audit_log'
import AccessToken from '#app/accounts/sessions/models/access_token'
import { digestOf } from '#app/accounts/auth/token'
import { OpenSession } from '#app/accounts/sessions/actions/open_session'
import { UserFactory } from '#database/factories/user_factory'

export function freshEmail() {
  return `${v7()}@example.org`
}

/** A new session, of a new user where none is given. */
export async function openSession(user?: Awaited<ReturnType<typeof UserFactory.create>>) {
  const owner = user ?? (await UserFactory.create())
  return new OpenSession().handle({ user: owner, origin: { actorId: null } })
}

/** A new key of the user, in clear. */
export async function openKey(user: Pick<User, 'id'>, scopes: Scope[]) {
  const input = { userId: user.id, name: 'test', scopes }
  const { value } = await db.transaction((trx) => Key.open(input, trx))
  return value
}

/** A new grant of the user with these rules, and its token. */
export function openGrant({ id: userId }: Pick<User, 'id'>, rules: Partial<NewGrant> = {}) {
  return Grant.open({ expiresIn: 3_600, ...rules, userId })
}

export async function sessionOf(accessToken: string) {
  const token = await AccessToken.findByOrFail({ hash: digestOf(accessToken) })
  return Session.findOrFail(token.sessionId)
}

/** What the audit log says of a user, a session or an asset, the oldest first. */
export function auditOf(subject: string) {
  return AuditLog.query().where({ subject }).orderBy('id')
}
