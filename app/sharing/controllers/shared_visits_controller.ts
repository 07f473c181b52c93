import type { HttpContext } from '@adonisjs/core/http'
import { iso } from '#app/http/iso'
import { AdmitVisitor } from '#app/sharing/actions/admit_visitor'
import { issueTicket, visitOf } from '#app/sharing/tickets'
import { visitValidator } from '#app/sharing/validators'
import { visitLifetime } from '#config/sharing'

export default class SharedVisitsController {
  /**
   * @store
   * @operationId visitShare
   * @summary Send the password of a share once
   * @description The token is sent as `?visit=` from then on. Another password ends it.
   */
  async store({ params, request, response }: HttpContext) {
    const { password } = await request.validateUsing(visitValidator)
    const visitor = { secret: params.secret, password: password ?? undefined, ip: request.ip() }
    const share = await new AdmitVisitor().handle(visitor)
    const expiresAt = new Date(Date.now() + visitLifetime * 1_000)
    const token = issueTicket(visitOf(share), expiresAt)
    response.created({ data: { token, expiresAt: iso(expiresAt) } })
  }
}
