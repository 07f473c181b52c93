import vine from '@vinejs/vine'
import { isIP } from 'node:net'
import { moment, text } from '#app/http/fields'
import { page } from '#app/http/pagination'
import { isPublicAddress } from '#app/webhooks/delivery/addresses'
import { webhookEvents } from '#app/webhooks/models/webhook'
import { deliveryStatuses } from '#app/webhooks/models/webhook_delivery'
import { allowPrivateReceivers } from '#config/webhooks'

/** Names are checked at each connection, when they are resolved. */
const receiverUrl = vine.createRule((value, _options, field) => {
  const given = String(value)
  const url = URL.canParse(given) ? new URL(given) : null
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) {
    const message = 'The {{ field }} must begin with https:// or http:// and hold no password'
    return field.report(message, 'receiverUrl', field)
  }
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (allowPrivateReceivers || isIP(host) === 0 || isPublicAddress(host)) return
  const message = 'The {{ field }} must not have a private or special address'
  field.report(message, 'publicAddress', field)
})

const url = () => vine.string().maxLength(2_000).use(receiverUrl())
const events = () => vine.array(vine.enum(webhookEvents)).minLength(1).distinct()
const description = () => text().maxLength(200).nullable().optional()

export const newWebhookValidator = vine.create({
  url: url(),
  events: events(),
  description: description(),
})

/** What is left out stays as it is. */
export const webhookChangesValidator = vine.create({
  url: url().optional(),
  events: events().optional(),
  description: description(),
  disabled: vine.boolean({ strict: true }).optional(),
})

export const webhooksPageValidator = vine.create(page)

export const deliveriesPageValidator = vine.create({
  ...page,
  status: vine.enum(deliveryStatuses).optional(),
})

export const replayValidator = vine.create({ since: moment() })
