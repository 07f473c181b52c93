import { post } from '#app/webhooks/delivery/post'
import { describeFailure } from '#app/observability/logging/failure'
import { checkpoint } from '#app/observability/tracing/checkpoints'
import { askNameServers, askSystem, ReceiverNotAllowed } from '#app/webhooks/delivery/addresses'
import { payloadOf } from '#app/webhooks/delivery/payload'
import { recordAttempt } from '#app/webhooks/delivery/record_attempt'
import type { Attempt, DueDelivery } from '#app/webhooks/delivery/types'
import { decryptSecret, signatures } from '#app/webhooks/secret'
import { allowPrivateReceivers, attemptTimeout } from '#config/webhooks'

const UNREADABLE_SECRET =
  'The secret was encrypted with another APP_KEY. Rotate it, and give the receiver the new one.'

const network = {
  allowPrivate: allowPrivateReceivers,
  resolve: allowPrivateReceivers ? askSystem : (name: string) => askNameServers(name),
}

/**
 * Sends a delivery once and records how that went. Rejects, and records nothing, only if the
 * database or the store fails: the delivery is still due then.
 */
export async function attemptDelivery(delivery: DueDelivery) {
  const request = await requestOf(delivery)
  const attempt = request ? await send(request) : failed(UNREADABLE_SECRET)
  checkpoint('webhook.sent', delivery.id)
  await recordAttempt(delivery, attempt)
}

/** Undefined if the secret cannot be read. */
async function requestOf(delivery: DueDelivery) {
  const { webhookId, eventId, secret, previousSecret } = delivery
  const encrypted = previousSecret ? [secret, previousSecret] : [secret]
  const secrets = encrypted.flatMap((text) => decryptSecret(webhookId, text) ?? [])
  if (secrets.length === 0) return undefined

  const body = await payloadOf(delivery)
  const seconds = Math.floor(Date.now() / 1_000)
  const headers = {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    'user-agent': 'Media-Inbox-Webhooks',
    'webhook-id': eventId,
    'webhook-timestamp': String(seconds),
    'webhook-signature': signatures(secrets, eventId, seconds, body),
  }
  return { url: new URL(delivery.url), headers, body }
}

async function send(request: Parameters<typeof post>[0]): Promise<Attempt> {
  const start = performance.now()
  const milliseconds = () => Math.round(performance.now() - start)
  try {
    const responseCode = await post(request, network, AbortSignal.timeout(attemptTimeout))
    return { responseCode, milliseconds: milliseconds(), error: refusalOf(responseCode) }
  } catch (error) {
    return { ...failed(describe(error)), milliseconds: milliseconds() }
  }
}

function refusalOf(status: number) {
  if (status >= 200 && status < 300) return null
  if (status < 300 || status >= 400) return `The receiver answered ${status}.`
  return `The receiver answered ${status}, and redirects are not followed. Change the url.`
}

function describe(error: unknown) {
  if (error instanceof ReceiverNotAllowed) return error.message
  if (error instanceof Error && error.name === 'TimeoutError') {
    return `The receiver did not answer within ${attemptTimeout / 1_000} seconds.`
  }
  return describeFailure(error)
}

function failed(error: string): Attempt {
  return { responseCode: null, milliseconds: 0, error }
}
