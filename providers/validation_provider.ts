import { errors } from '@vinejs/vine'
import { HttpRequest, RequestValidator } from '@adonisjs/core/http'
import type { DescribedValidator } from '#app/http/openapi/types'
import { inputFaults } from '#app/http/body/input_faults'

/**
 * Makes `request.validateUsing` refuse the fields that its validator does not know, with the rule
 * `unknown`: Vine drops them in silence, and what a client misspells would have no effect.
 */
export default class ValidationProvider {
  boot() {
    HttpRequest.macro('validateUsing', validateStrictly)
  }
}

const validateStrictly: HttpRequest['validateUsing'] = async function (
  this: HttpRequest,
  validator,
  ...options
) {
  const faults = [...inputFaults(validator as DescribedValidator, this.all())]
  // Rules may ask the database, which takes no NUL.
  if (faults.some(({ rule }) => rule === 'text')) throw new errors.E_VALIDATION_ERROR(faults)

  const [error, values] = await new RequestValidator(this.ctx!).tryValidateUsing(
    validator,
    ...options
  )
  if (error) throw new errors.E_VALIDATION_ERROR([...error.messages, ...faults])
  if (faults.length > 0) throw new errors.E_VALIDATION_ERROR(faults)
  return values
}
