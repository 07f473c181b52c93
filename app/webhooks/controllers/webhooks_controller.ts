import type { HttpContext } from '@adonisjs/core/http'
import { requestContextOf } from '#app/accounts/auth/request_context'
import { CreateWebhook } from '#app/webhooks/actions/create_webhook'
import { DeleteWebhook } from '#app/webhooks/actions/delete_webhook'
import { RotateSecret } from '#app/webhooks/actions/rotate_secret'
import { UpdateWebhook } from '#app/webhooks/actions/update_webhook'
import Webhook from '#app/webhooks/models/webhook'
import WebhookTransformer from '#app/webhooks/transformers/webhook_transformer'
import {
  newWebhookValidator,
  webhookChangesValidator,
  webhooksPageValidator,
} from '#app/webhooks/validators'

export default class WebhooksController {
  /**
   * @index
   * @operationId listWebhooks
   * @summary List the caller’s webhooks, newest first
   */
  async index({ auth, request, serialize }: HttpContext) {
    const { limit = 25, cursor } = await request.validateUsing(webhooksPageValidator)
    const page = { limit, cursor, user_id: auth.getUserOrFail().id }
    const { rows, nextCursor } = await Webhook.page(page)
    return serialize(WebhookTransformer.paginate(rows, { nextCursor }))
  }

  /**
   * @store
   * @operationId createWebhook
   * @summary Add a webhook
   * @description The secret that signs its deliveries is shown only here.
   */
  async store(ctx: HttpContext) {
    const values = await ctx.request.validateUsing(newWebhookValidator)
    const { id: userId } = ctx.auth.getUserOrFail()
    const created = await new CreateWebhook().handle({
      ...values,
      userId,
      origin: requestContextOf(ctx),
    })
    ctx.response.status(201)
    return withSecret(created.webhook, created.secret)
  }

  /**
   * @show
   * @operationId showWebhook
   * @summary Show a webhook
   */
  async show({ auth, params, serialize }: HttpContext) {
    const webhook = await Webhook.ownedBy(auth.getUserOrFail(), params.id)
    return serialize(WebhookTransformer.transform(webhook))
  }

  /**
   * @update
   * @operationId updateWebhook
   * @summary Change a webhook, or turn it off or on
   * @description What happens while it is off is skipped; replay sends it.
   */
  async update(ctx: HttpContext) {
    const webhook = await Webhook.ownedBy(ctx.auth.getUserOrFail(), ctx.params.id)
    const changes = await ctx.request.validateUsing(webhookChangesValidator)
    await new UpdateWebhook().handle({ webhook, changes, origin: requestContextOf(ctx) })
    return ctx.serialize(WebhookTransformer.transform(webhook))
  }

  /**
   * @destroy
   * @operationId deleteWebhook
   * @summary Delete a webhook with its deliveries
   */
  async destroy(ctx: HttpContext) {
    const webhook = await Webhook.ownedBy(ctx.auth.getUserOrFail(), ctx.params.id)
    await new DeleteWebhook().handle({ webhook, origin: requestContextOf(ctx) })
    return ctx.response.noContent()
  }

  /**
   * @rotate
   * @operationId rotateWebhookSecret
   * @summary Give a webhook another secret
   * @description Deliveries carry a signature of each secret for a day, and then of the new one.
   */
  async rotate(ctx: HttpContext) {
    const webhook = await Webhook.ownedBy(ctx.auth.getUserOrFail(), ctx.params.id)
    const secret = await new RotateSecret().handle({ webhook, origin: requestContextOf(ctx) })
    return withSecret(webhook, secret)
  }
}

function withSecret(webhook: Webhook, secret: string) {
  return { data: { ...new WebhookTransformer(webhook).toObject(), secret } }
}
