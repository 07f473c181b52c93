import {
  generateAuthenticationOptions,
  type AuthenticationResponseJSON,
} from '@simplewebauthn/server'
import type { HttpContext } from '@adonisjs/core/http'
import Challenge from '#app/accounts/factors/models/challenge'
import { rememberDevice } from '#app/accounts/auth/known_device'
import { requestContextOf } from '#app/accounts/auth/request_context'
import { handOver } from '#app/accounts/auth/refresh_cookie'
import { SignInWithPasskey } from '#app/accounts/factors/actions/sign_in_with_passkey'
import { passkeyValidator } from '#app/accounts/factors/validators'
import SignInTransformer from '#app/accounts/sessions/transformers/sign_in_transformer'
import { relyingParty } from '#config/factors'

export default class PasskeySignInsController {
  /**
   * @options
   * @operationId askForPasskey
   * @summary Get the options that a browser signs in with by a passkey
   * @description Their challenge works once, for five minutes, at sign-in and at `POST /auth/confirm`.
   */
  async options() {
    const options = await generateAuthenticationOptions({
      rpID: relyingParty.id,
      userVerification: 'required',
    })
    await Challenge.issue({ kind: 'passkey_login' }, options.challenge)
    return { data: options }
  }

  /**
   * @store
   * @operationId signInWithPasskey
   * @summary Sign in by a passkey, without a second factor
   */
  async store(ctx: HttpContext) {
    const { response } = await ctx.request.validateUsing(passkeyValidator)
    const signed = response as unknown as AuthenticationResponseJSON
    const opened = await new SignInWithPasskey().handle(signed, requestContextOf(ctx))
    rememberDevice(opened.user.id, ctx)
    return ctx.serialize(SignInTransformer.transform(handOver(opened, ctx)))
  }
}
