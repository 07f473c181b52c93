import * as client from 'openid-client'
import { appUrl } from '#config/app'
import { providers, type OidcProvider } from '#config/oidc'
import { NotFound } from '#app/http/exceptions/errors'
import { ProviderUnavailable } from '#app/accounts/factors/errors'

const configurations = new Map<string, Promise<client.Configuration>>()

/** Throws `NotFound` if no variables name such a provider. */
export function providerOf(id: string): OidcProvider {
  const provider = providers.get(id)
  if (!provider) throw new NotFound()
  return provider
}

/** What the provider says of itself, asked once. Throws `ProviderUnavailable`. */
export async function configurationOf(provider: OidcProvider) {
  const known = configurations.get(provider.id) ?? discover(provider)
  configurations.set(provider.id, known)
  try {
    return await known
  } catch (cause) {
    configurations.delete(provider.id)
    throw new ProviderUnavailable(undefined, { cause })
  }
}

export function redirectUriOf({ id }: OidcProvider) {
  return `${appUrl}/auth/oidc/${id}/callback`
}

function discover({ issuer, clientId, clientSecret }: OidcProvider) {
  // A provider in a closed network or a test may speak plain http.
  const execute = issuer.startsWith('http://') ? [client.allowInsecureRequests] : []
  const options = { execute, timeout: 10 }
  return client.discovery(new URL(issuer), clientId, clientSecret.release(), undefined, options)
}
