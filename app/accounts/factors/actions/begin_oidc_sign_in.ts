import * as client from 'openid-client'
import Challenge from '#app/accounts/factors/models/challenge'
import { configurationOf, redirectUriOf } from '#app/accounts/factors/oidc'
import type { OidcProvider } from '#config/oidc'

/** Where a browser signs in at the provider, and the state that it comes back with. */
export class BeginOidcSignIn {
  async handle(provider: OidcProvider, invitation?: string) {
    const configuration = await configurationOf(provider)
    const verifier = client.randomPKCECodeVerifier()
    const nonce = client.randomNonce()
    const data = { provider: provider.id, verifier, nonce, invitation }
    const state = await Challenge.issue({ kind: 'oidc', data })
    const url = client.buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUriOf(provider),
      scope: 'openid email profile',
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
    })
    return { url: url.href, state }
  }
}
