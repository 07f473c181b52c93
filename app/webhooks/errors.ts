import { Exception } from '@adonisjs/core/exceptions'
import { maxWebhooks } from '#config/webhooks'

export class TooManyWebhooks extends Exception {
  static status = 409
  static code = 'E_TOO_MANY_WEBHOOKS'
  static message = `An account has ${maxWebhooks} webhooks at most. Delete one that you do not need.`
}
