import type { HttpContext } from '@adonisjs/core/http'
import { PasswordChangeRequired } from '#app/accounts/errors'
import { SecondFactorMissing } from '#app/accounts/factors/errors'

/** What a route does not ask of its caller, because it is the way to fulfil it. */
export interface Exemptions {
  /** For the calls by which a password that the service made up is changed. */
  withMadeUpPassword?: boolean
  /** For the calls by which a required second factor is set up. */
  withoutSecondFactor?: boolean
}

/** Throws `PasswordChangeRequired` or `SecondFactorMissing`. Stands behind the authentication. */
export function checkRequirements({ auth }: HttpContext, exemptions: Exemptions = {}) {
  const { mustChangePassword, lacksSecondFactor } = auth.use('api')
  if (mustChangePassword && !exemptions.withMadeUpPassword) throw new PasswordChangeRequired()
  if (lacksSecondFactor && !exemptions.withoutSecondFactor) throw new SecondFactorMissing()
}
