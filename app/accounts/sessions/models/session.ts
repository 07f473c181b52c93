import { v7 } from 'uuid'
import { compose } from '@adonisjs/core/helpers'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { SessionSchema } from '#database/schema'
import { Identified } from '#app/persistence/identified'
import { preparedRows } from '#app/persistence/prepared_rows'
import { announce } from '#app/persistence/announcements/announce'
import User from '#app/accounts/models/user'
import type { RequestContext } from '#app/audit/models/audit_log'
import { newPair, type TokenPair } from '#app/accounts/sessions/models/token_pair'
import {
  ALIVE,
  OPEN_SESSION,
  ROTATE_TOKENS,
  type IssuedRow,
} from '#app/accounts/sessions/models/session_statements'
import { lifetimes, maxSessions } from '#config/sessions'

/**
 * One sign-in: an access token, and a chain of refresh tokens of which only the last one works.
 * It lives until it is revoked, or idle too long; the idle end never passes the absolute one. The
 * database's clock alone decides, for nodes may disagree.
 */
export default class Session extends compose(SessionSchema, Identified) {
  /** The user's sessions that still sign in. */
  static alive(client?: TransactionClientContract) {
    return Session.query({ client }).whereRaw(ALIVE)
  }

  /**
   * Begins a session of the user, with its first pair of tokens. The least recently used one of
   * a user who has too many ends.
   */
  static async open(
    user: Pick<User, 'id'>,
    {
      ip,
      userAgent,
      hasSecondFactor = false,
    }: Pick<RequestContext, 'ip' | 'userAgent'> & { hasSecondFactor?: boolean },
    trx: TransactionClientContract
  ): Promise<TokenPair & { session: Session }> {
    const { values, issue } = newPair()
    const agent = userAgent?.slice(0, 512) ?? null
    const { session, idleSession } = lifetimes
    const [row] = await preparedRows<IssuedRow>(
      {
        name: 'open_session',
        text: OPEN_SESSION,
        values: [
          ...values,
          v7(),
          user.id,
          agent,
          ip ?? null,
          session,
          idleSession,
          hasSecondFactor,
        ],
      },
      trx
    )
    await Session.#endSurplus(user.id, trx)
    return { session: Session.$createFromAdapterResult({ ...row })!, ...issue(row) }
  }

  /**
   * Exchanges the refresh token with this digest for the next pair of its session; the access
   * token before is dead. Nothing is opened if the token is unknown, expired or used, or its
   * session over: of many at once, one wins. One statement, so that a crash leaves all of it or
   * nothing. `askedAt` is the database's time before it waited for a lock.
   */
  static async rotate(digest: Buffer) {
    const { values, issue } = newPair()
    const [row] = await preparedRows<IssuedRow & { asked_at: Date }>({
      name: 'rotate_tokens',
      text: ROTATE_TOKENS,
      values: [...values, digest, lifetimes.idleSession],
    })
    const { asked_at: askedAt } = row
    if (!row.access_ends_at) return { askedAt }
    const user = User.$createFromAdapterResult({ ...row })!
    // A stream that was opened with the access token before ends.
    announce(user.id)
    return { askedAt, opened: { user, ...issue(row) } }
  }

  /** Notes that its user has just confirmed who they are, perhaps by a second factor. */
  static async confirm(
    id: string,
    { hasSecondFactor = false } = {},
    client?: TransactionClientContract
  ) {
    await Session.alive(client)
      .where({ id })
      .update({ confirmedAt: db.raw('now()'), ...(hasSecondFactor && { hasSecondFactor }) })
  }

  /** Whether the user has signed in with this user agent lately. */
  static async hasSeen(userId: string, userAgent: string | null, trx: TransactionClientContract) {
    const seen = Session.query({ client: trx }).where({ userId, userAgent })
    return Boolean(await seen.first())
  }

  /** Ends the session, and with it all its tokens. False if it had ended before. */
  static async revoke(id: string, trx: TransactionClientContract) {
    const [revoked] = await Session.alive(trx)
      .where({ id })
      .update({ revokedAt: trx.raw('now()') })
      .returning('user_id')
    if (!revoked) return false
    // What listens for the user checks whether its session is still alive.
    announce(revoked.user_id, trx)
    return true
  }

  /** Ends the user's sessions but for one. Returns how many ended. */
  static revokeOthers(userId: string, keptId: string, trx: TransactionClientContract) {
    return Session.#revokeAll(Session.alive(trx).whereNot('id', keptId), userId, trx)
  }

  /** Ends all sessions of the user, on every node at once. Returns how many ended. */
  static revokeAll(userId: string, trx: TransactionClientContract) {
    return Session.#revokeAll(Session.alive(trx), userId, trx)
  }

  static async #revokeAll(
    sessions: ReturnType<typeof Session.alive>,
    userId: string,
    trx: TransactionClientContract
  ) {
    announce(userId, trx)
    return Number(await sessions.where({ userId }).update({ revokedAt: trx.raw('now()') }))
  }

  static async #endSurplus(userId: string, trx: TransactionClientContract) {
    const surplus = Session.alive(trx)
      .where({ userId })
      .orderBy('last_used_at', 'desc')
      .orderBy('id', 'desc')
      .offset(maxSessions)
      .select('id')
    const ended = await Session.query({ client: trx })
      .whereIn('id', surplus)
      .update({ revokedAt: trx.raw('now()') })
    if (Number(ended) > 0) announce(userId, trx)
  }
}
