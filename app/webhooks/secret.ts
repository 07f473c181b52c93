import { createHmac, randomBytes } from 'node:crypto'
import encryption from '@adonisjs/core/services/encryption'

const PREFIX = 'whsec_'

/** A new secret in the form of https://www.standardwebhooks.com. */
export function newSecret() {
  return PREFIX + randomBytes(32).toString('base64')
}

/** The secret as the database holds it: encrypted with `APP_KEY`, and only for this webhook. */
export function encryptSecret(webhookId: string, secret: string) {
  return encryption.encrypt(secret, { purpose: purposeOf(webhookId) })
}

/** Null if another `APP_KEY` encrypted it. */
export function decryptSecret(webhookId: string, encrypted: string) {
  return encryption.decrypt<string>(encrypted, purposeOf(webhookId))
}

/** The header `webhook-signature`: one signature for each secret, separated by spaces. */
export function signatures(secrets: string[], id: string, seconds: number, body: string) {
  return secrets
    .map((secret) => {
      const key = Buffer.from(secret.slice(PREFIX.length), 'base64')
      const digest = createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')
      return `v1,${digest}`
    })
    .join(' ')
}

function purposeOf(webhookId: string) {
  return `webhook:${webhookId}`
}
