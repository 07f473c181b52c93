import { v7 } from 'uuid'
import Session from '#models/session'
import AuditLog from '#models/audit_log'
import { digestOf } from '#auth/token'
import AccessToken from '#models/access_token'

export function freshEmail() {
  return `${v7()}@example.org`
}

export async function sessionOf(accessToken: string) {
  const token = await AccessToken.findByOrFail({ hash: digestOf(accessToken) })
  return Session.findOrFail(token.sessionId)
}

export function auditOf(subject: string) {
  return AuditLog.query().where({ subject }).orderBy('id')
}

export function bearer(token: string) {
  return { authorization: `Bearer ${token}` }
}
