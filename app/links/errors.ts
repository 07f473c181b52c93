import { Exception } from '@adonisjs/core/exceptions'
import { maxLinks } from '#config/links'

export class LinkNotFound extends Exception {
  static status = 404
  static code = 'E_LINK_NOT_FOUND'
  static message = 'There is no such link, or it was revoked. Ask for another one.'
}

export class LinkClosed extends Exception {
  static status = 410
  static code = 'E_LINK_CLOSED'
  static message = 'This link has ended: nothing more can be sent through it.'
}

/** Its link was revoked while the file was on its way. */
export class LinkRevoked extends Exception {
  static status = 410
  static code = 'E_LINK_REVOKED'
  static message = 'The link that this file was sent through was revoked. The file is not kept.'
}

export class WrongLinkPassword extends Exception {
  static status = 401
  static code = 'E_LINK_PASSWORD'
  static message = 'This link has a password, and this is not it.'
}

export class TooManyLinks extends Exception {
  static status = 409
  static code = 'E_TOO_MANY_LINKS'
  static message = `You have ${maxLinks} links, as many as an account can have. Revoke one first.`
}
