import { formats } from '#app/media/formats'
import { readVersion } from '#app/web/version'
import { arePasskeysPossible, issuer } from '#config/factors'
import { isMailEnabled } from '#config/mail'
import { isPasswordSignInAllowed, providers } from '#config/oidc'
import { registration } from '#config/registration'
import {
  allowedTypes,
  multipartAbove,
  singlePutLimit,
  sizeLimits,
  uploadUrlTtl,
} from '#config/uploads'

export default class InstanceController {
  /**
   * @show
   * @operationId showInstance
   * @summary Show what a client must know before it signs in or sends a file
   * @description Needs no token. Sizes are bytes, times are seconds.
   */
  async show() {
    return {
      data: {
        name: issuer,
        version: await readVersion(),
        registration: registration.mode,
        mail: isMailEnabled(),
        signIn: {
          password: isPasswordSignInAllowed(),
          passkeys: arePasskeysPossible(),
          providers: [...providers.values()].map(({ id, name }) => ({ id, name })),
        },
        uploads: {
          types: acceptedTypes(),
          multipartAbove,
          multipartRequiredAbove: singlePutLimit,
          urlTtl: uploadUrlTtl,
        },
      },
    }
  }
}

/** Each registered name of a format that is accepted, with the largest file of its kind. */
function acceptedTypes() {
  return formats
    .filter(({ type }) => allowedTypes.has(type))
    .flatMap(({ type, names = [], kind }) => {
      return [type, ...names].map((contentType) => {
        return { contentType, kind, maxSize: sizeLimits[kind] }
      })
    })
}
