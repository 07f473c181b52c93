import { Exception } from '@adonisjs/core/exceptions'
import { list, oneOf } from '#app/http/openapi/schema_builders'
import { maxGrants } from '#config/grants'
import { type Scope, scopes } from '#app/accounts/keys/scopes'

/** A key lacks a scope; `scopes` names all that are missing. */
export class ScopeMissing extends Exception {
  static status = 403
  static code = 'E_SCOPE_MISSING'
  static message = 'The key lacks a scope. Create one that has all of "scopes".'
  static details = { scopes: list(oneOf(...scopes)) }
  readonly details: { scopes: Scope[] }

  constructor(missing: Scope[]) {
    super(`The key lacks the scope ${missing.join(', ')}. Create one that has it.`)
    this.details = { scopes: missing }
  }
}

export class TooManyKeys extends Exception {
  static status = 409
  static code = 'E_TOO_MANY_KEYS'
  static message = 'You have 100 keys, as many as an account can have. Revoke one first.'
}

export class TooManyGrants extends Exception {
  static status = 409
  static code = 'E_TOO_MANY_GRANTS'
  static message = `You have ${maxGrants} grants, as many as an account can have. Revoke some first.`
}
