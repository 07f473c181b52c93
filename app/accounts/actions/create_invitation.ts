import db from '@adonisjs/lucid/services/db'
import Invitation, { type InvitationTerms } from '#app/accounts/models/invitation'
import AuditLog, { type RequestContext } from '#app/audit/models/audit_log'
import Mail from '#app/mail/models/mail'
import { invitationMail } from '#app/accounts/mails'
import { RegistrationClosed } from '#app/accounts/errors'
import { invitationLink } from '#app/accounts/links'
import { registration } from '#config/registration'

interface NewInvitation extends InvitationTerms {
  /** In seconds. */
  expiresIn: number
  /** Where the link to hand over points. */
  baseUrl: string
}

/** Invites somebody. Throws `RegistrationClosed` when nobody may create an account. */
export class CreateInvitation {
  async handle({ baseUrl, expiresIn, ...terms }: NewInvitation, origin: RequestContext) {
    if (registration.mode === 'closed') throw new RegistrationClosed()
    return db.transaction(async (trx) => {
      const created = { ...terms, expiresIn, createdBy: origin.actorId }
      const { invitation, token } = await Invitation.open(created, trx)
      const { role } = terms
      await AuditLog.record('invitation.created', invitation.id, origin, trx, { role })
      if (terms.email) {
        const event = `invitation:${invitation.id}`
        const message = invitationMail(token)
        await Mail.queue({ event, to: terms.email, message, expiresIn }, trx)
      }
      return { invitation, token, url: invitationLink(baseUrl, token) }
    })
  }
}
