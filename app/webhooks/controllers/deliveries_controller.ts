import type { HttpContext } from '@adonisjs/core/http'
import { SendTestEvent } from '#app/webhooks/actions/send_test_event'
import Webhook from '#app/webhooks/models/webhook'
import WebhookDelivery from '#app/webhooks/models/webhook_delivery'
import WebhookDeliveryTransformer from '#app/webhooks/transformers/webhook_delivery_transformer'
import { deliveriesPageValidator, replayValidator } from '#app/webhooks/validators'

export default class DeliveriesController {
  /**
   * @index
   * @operationId listWebhookDeliveries
   * @summary List the deliveries of a webhook, newest first
   */
  async index({ auth, params, request, serialize }: HttpContext) {
    const webhook = await Webhook.ownedBy(auth.getUserOrFail(), params.id)
    const { limit = 25, cursor, status } = await request.validateUsing(deliveriesPageValidator)
    const page = { limit, cursor, status, webhook_id: webhook.id }
    const { rows, nextCursor } = await WebhookDelivery.page(page)
    return serialize(WebhookDeliveryTransformer.paginate(rows, { nextCursor }))
  }

  /**
   * @test
   * @operationId testWebhook
   * @summary Send a webhook an event of the type webhook.test
   */
  async test({ auth, params, response, serialize }: HttpContext) {
    const webhook = await Webhook.ownedBy(auth.getUserOrFail(), params.id)
    const delivery = await new SendTestEvent().handle({ webhook })
    response.status(202)
    return serialize(WebhookDeliveryTransformer.transform(delivery))
  }

  /**
   * @replay
   * @operationId replayWebhook
   * @summary Send a webhook again all that happened since a moment
   * @description Deliveries are kept for seven days.
   */
  async replay({ auth, params, request, response }: HttpContext) {
    const webhook = await Webhook.ownedBy(auth.getUserOrFail(), params.id)
    const { since } = await request.validateUsing(replayValidator)
    const deliveries = await WebhookDelivery.replay(webhook.id, since)
    response.status(202)
    return { data: { deliveries } }
  }

  /**
   * @redeliver
   * @operationId redeliverWebhook
   * @summary Send a delivery again
   */
  async redeliver({ auth, params, response, serialize }: HttpContext) {
    const webhook = await Webhook.ownedBy(auth.getUserOrFail(), params.id)
    const one = { id: params.deliveryId, webhookId: webhook.id }
    const delivery = await WebhookDelivery.findByOrFail(one)
    await delivery.redeliver()
    response.status(202)
    return serialize(WebhookDeliveryTransformer.transform(delivery))
  }
}
