import type { HttpContext } from '@adonisjs/core/http'
import Invitation from '#app/accounts/models/invitation'
import { pageOf } from '#app/persistence/paged'
import { baseUrl } from '#app/http/base_url'
import { requestContextOf } from '#app/accounts/auth/request_context'
import { CreateInvitation } from '#app/accounts/actions/create_invitation'
import { RevokeInvitation } from '#app/accounts/actions/revoke_invitation'
import { invitationsPageValidator, invitationValidator } from '#app/accounts/validators'
import InvitationTransformer from '#app/accounts/transformers/invitation_transformer'
import { invitationLifetime } from '#config/registration'

export default class InvitationsController {
  /**
   * @index
   * @operationId listInvitations
   * @summary List the open invitations, newest first
   */
  async index({ request, serialize }: HttpContext) {
    const { limit = 25, cursor } = await request.validateUsing(invitationsPageValidator)
    const { rows, nextCursor } = await pageOf(Invitation.valid(), { limit, cursor })
    return serialize(InvitationTransformer.paginate(rows, { nextCursor }))
  }

  /**
   * @store
   * @operationId createInvitation
   * @summary Invite somebody to create an account
   * @description The token is shown only once. It works once, and with `email` only for that address.
   */
  async store(ctx: HttpContext) {
    const given = await ctx.request.validateUsing(invitationValidator)
    const { email = null, role = 'USER', quotaBytes = null } = given
    const { expiresIn = invitationLifetime.default } = given
    const { invitation, token, url } = await new CreateInvitation().handle(
      { email, role, quotaBytes, expiresIn, baseUrl: baseUrl(ctx) },
      requestContextOf(ctx)
    )
    const shown = await ctx.serialize(InvitationTransformer.transform(invitation))
    ctx.response.created({ data: { ...shown.data, url, token } })
  }

  /**
   * @destroy
   * @operationId revokeInvitation
   * @summary Revoke an open invitation
   */
  async destroy(ctx: HttpContext) {
    await new RevokeInvitation().handle({ id: ctx.params.id }, requestContextOf(ctx))
    ctx.response.noContent()
  }
}
