import * as client from 'openid-client'
import ProviderSession from '#app/accounts/factors/models/provider_session'
import { configurationOf } from '#app/accounts/factors/oidc'
import { ProviderUnavailable } from '#app/accounts/factors/errors'
import { appUrl } from '#config/app'
import { providers } from '#config/oidc'

/**
 * Where a browser signs out at the provider at which the session was opened. Undefined for other
 * sessions, and for providers that offer none, are no longer configured or do not answer.
 */
export class FindProviderLogout {
  async handle(sessionId: string) {
    const opened = await ProviderSession.find(sessionId)
    const provider = opened && providers.get(opened.provider)
    if (!provider) return undefined
    try {
      const configuration = await configurationOf(provider)
      if (!configuration.serverMetadata().end_session_endpoint) return undefined
      return client.buildEndSessionUrl(configuration, {
        post_logout_redirect_uri: `${appUrl}/`,
        ...(opened.hint && { id_token_hint: opened.hint }),
      }).href
    } catch (error) {
      if (error instanceof ProviderUnavailable) return undefined
      throw error
    }
  }
}
