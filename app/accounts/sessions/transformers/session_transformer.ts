import { BaseTransformer } from '@adonisjs/core/transformers'
import { deviceName } from '#app/accounts/sessions/device_name'
import type Session from '#app/accounts/sessions/models/session'

/** One sign-in of the person who asks, and whether it is the one they ask by. */
export default class SessionTransformer extends BaseTransformer<Session> {
  constructor(
    session: Session,
    private currentId: string
  ) {
    super(session)
  }

  toObject() {
    const { id, userAgent, ip, createdAt, lastUsedAt } = this.resource
    return {
      id,
      userAgent,
      device: deviceName(userAgent),
      ip,
      createdAt: createdAt.toUTC().toISO()!,
      lastUsedAt: lastUsedAt.toUTC().toISO()!,
      current: id === this.currentId,
    }
  }
}
