import type { HttpContext } from '@adonisjs/core/http'
import { iso } from '#app/http/iso'
import { OpenVisit } from '#app/links/actions/open_visit'
import Link from '#app/links/models/link'
import GuestLinkTransformer from '#app/links/transformers/guest_link_transformer'
import { visitValidator } from '#app/links/validators'

export default class GuestsController {
  /**
   * @show
   * @operationId showGuestLink
   * @summary Show visitors what they can send through a link
   */
  async show({ params, serialize }: HttpContext) {
    const link = await Link.findBySecret(params.secret)
    link.ensureOpen()
    return serialize(GuestLinkTransformer.transform(link))
  }

  /**
   * @store
   * @operationId openVisit
   * @summary Get a grant of 24 hours to send files through a link
   */
  async store({ request, response }: HttpContext) {
    const input = await request.validateUsing(visitValidator)
    const { grant, token } = await new OpenVisit().handle(input, request.ip())
    response.created({ data: { token, expiresAt: iso(grant.expiresAt) } })
  }
}
