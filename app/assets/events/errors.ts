import { Exception } from '@adonisjs/core/exceptions'

export class TooManyStreams extends Exception {
  static status = 503
  static code = 'E_TOO_MANY_STREAMS'
  static message = 'Too many clients are listening right now. Please try again in a moment.'
}
