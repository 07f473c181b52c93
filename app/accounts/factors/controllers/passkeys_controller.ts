import { generateRegistrationOptions, type RegistrationResponseJSON } from '@simplewebauthn/server'
import type { HttpContext } from '@adonisjs/core/http'
import User from '#app/accounts/models/user'
import Passkey from '#app/accounts/factors/models/passkey'
import Challenge from '#app/accounts/factors/models/challenge'
import { requestContextOf } from '#app/accounts/auth/request_context'
import { RegisterPasskey } from '#app/accounts/factors/actions/register_passkey'
import { RemovePasskey } from '#app/accounts/factors/actions/remove_passkey'
import { newPasskeyValidator, totpValidator } from '#app/accounts/factors/validators'
import PasskeyTransformer from '#app/accounts/factors/transformers/passkey_transformer'
import { relyingParty } from '#config/factors'

export default class PasskeysController {
  /**
   * @options
   * @operationId proposePasskey
   * @summary Get the options that a browser creates a passkey with
   */
  async options(ctx: HttpContext) {
    await ctx.request.validateUsing(totpValidator)
    const user = await User.findOrFail(ctx.auth.getUserOrFail().id)
    const passkeys = await Passkey.query().where({ userId: user.id }).limit(100)
    const options = await generateRegistrationOptions({
      rpName: relyingParty.name,
      rpID: relyingParty.id,
      userName: user.email,
      userDisplayName: user.fullName ?? user.email,
      userID: new TextEncoder().encode(user.id),
      excludeCredentials: passkeys.map(({ credentialId }) => ({ id: credentialId })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    })
    await Challenge.issue({ kind: 'passkey_new', userId: user.id }, options.challenge)
    return { data: options }
  }

  /**
   * @store
   * @operationId addPasskey
   * @summary Add a passkey that the browser has created
   */
  async store(ctx: HttpContext) {
    const { name, response } = await ctx.request.validateUsing(newPasskeyValidator)
    const { id: userId } = ctx.auth.getUserOrFail()
    const { sessionId } = ctx.auth.use('api')
    const created = { userId, sessionId: sessionId!, name: name ?? 'Passkey' }
    const signed = response as unknown as RegistrationResponseJSON
    const passkey = await new RegisterPasskey().handle(
      { ...created, response: signed },
      requestContextOf(ctx)
    )
    ctx.response.created(await ctx.serialize(PasskeyTransformer.transform(passkey)))
  }

  /**
   * @index
   * @operationId listPasskeys
   * @summary List the caller’s passkeys, newest first
   */
  async index(ctx: HttpContext) {
    const { id: userId } = ctx.auth.getUserOrFail()
    const passkeys = await Passkey.query().where({ userId }).orderBy('id', 'desc').limit(100)
    return ctx.serialize(PasskeyTransformer.transform(passkeys))
  }

  /**
   * @destroy
   * @operationId removePasskey
   * @summary Remove one of the caller’s passkeys
   */
  async destroy(ctx: HttpContext) {
    const { id: userId } = ctx.auth.getUserOrFail()
    await new RemovePasskey().handle({ id: ctx.params.id, userId }, requestContextOf(ctx))
    ctx.response.noContent()
  }
}
