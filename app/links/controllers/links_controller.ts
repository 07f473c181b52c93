import type { HttpContext } from '@adonisjs/core/http'
import { requestContextOf } from '#app/accounts/auth/request_context'
import { baseUrl } from '#app/http/base_url'
import { CreateLink } from '#app/links/actions/create_link'
import { RevokeLink } from '#app/links/actions/revoke_link'
import { RotateLink } from '#app/links/actions/rotate_link'
import { UpdateLink } from '#app/links/actions/update_link'
import Link from '#app/links/models/link'
import LinkTransformer from '#app/links/transformers/link_transformer'
import { linkChangesValidator, linksPageValidator, newLinkValidator } from '#app/links/validators'
import { pageOf } from '#app/persistence/paged'

export default class LinksController {
  /**
   * @index
   * @operationId listLinks
   * @summary List the caller’s upload links, newest first
   */
  async index(ctx: HttpContext) {
    const { limit = 25, cursor } = await ctx.request.validateUsing(linksPageValidator)
    const own = Link.ofOwner(ctx.auth.getUserOrFail().id)
    const { rows, nextCursor } = await pageOf(own, { limit, cursor })
    return { data: rows.map((link) => shown(link, ctx)), metadata: { nextCursor } }
  }

  /**
   * @store
   * @operationId createLink
   * @summary Create a link through which anybody can send files to the caller
   */
  async store(ctx: HttpContext) {
    const input = await ctx.request.validateUsing(newLinkValidator)
    const { id: userId } = ctx.auth.getUserOrFail()
    const link = await new CreateLink().handle({ ...input, userId }, requestContextOf(ctx))
    ctx.response.created({ data: shown(link, ctx) })
  }

  /**
   * @show
   * @operationId showLink
   * @summary Show an upload link
   */
  async show(ctx: HttpContext) {
    const link = await Link.ownedBy(ctx.auth.getUserOrFail(), ctx.params.id)
    return { data: shown(link, ctx) }
  }

  /**
   * @update
   * @operationId updateLink
   * @summary Change an upload link, or close or open it
   * @description A limit, the message, the password or the album is removed by null.
   */
  async update(ctx: HttpContext) {
    const link = await Link.ownedBy(ctx.auth.getUserOrFail(), ctx.params.id)
    const changes = await ctx.request.validateUsing(linkChangesValidator)
    const changed = await new UpdateLink().handle({ link, changes }, requestContextOf(ctx))
    return { data: shown(changed, ctx) }
  }

  /**
   * @destroy
   * @operationId revokeLink
   * @summary Revoke an upload link at once
   * @description What has arrived through it stays; what has not is refused.
   */
  async destroy(ctx: HttpContext) {
    const link = await Link.ownedBy(ctx.auth.getUserOrFail(), ctx.params.id)
    await new RevokeLink().handle({ link }, requestContextOf(ctx))
    ctx.response.noContent()
  }

  /**
   * @rotate
   * @operationId rotateLink
   * @summary Give an upload link another URL
   * @description The old URL and its visits end at once.
   */
  async rotate(ctx: HttpContext) {
    const link = await Link.ownedBy(ctx.auth.getUserOrFail(), ctx.params.id)
    const rotated = await new RotateLink().handle({ link }, requestContextOf(ctx))
    return { data: shown(rotated, ctx) }
  }
}

function shown(link: Link, ctx: HttpContext) {
  return new LinkTransformer(link, baseUrl(ctx)).toObject()
}
