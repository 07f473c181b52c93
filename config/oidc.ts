import env from '#start/env'
import { Secret } from '@adonisjs/core/helpers'
import { StartError } from '#app/process/start_error'

export interface OidcProvider {
  /** As in paths: lower case. */
  id: string
  name: string
  issuer: string
  clientId: string
  clientSecret: Secret<string>
  /** The claim that makes administrators, as `claim` or `claim=value`. */
  adminClaim?: string
}

const ISSUER = /^OIDC_([A-Z0-9]+)_ISSUER$/

/** The providers that variables such as OIDC_COMPANY_ISSUER name. Throws `StartError`. */
export function readOidcProviders(variables: NodeJS.ProcessEnv): Map<string, OidcProvider> {
  const ids = Object.keys(variables).flatMap((name) => ISSUER.exec(name)?.[1] ?? [])
  return new Map(ids.map((id) => [id.toLowerCase(), readProvider(id, variables)]))
}

function readProvider(id: string, variables: NodeJS.ProcessEnv): OidcProvider {
  const read = (name: string) => {
    const value = variables[`OIDC_${id}_${name}`]
    if (!value) throw new StartError(`OIDC_${id}_${name} is missing: the provider needs it.`)
    return value
  }
  const issuer = read('ISSUER')
  if (!URL.canParse(issuer) || !/^https?:/.test(issuer)) {
    throw new StartError(`OIDC_${id}_ISSUER should be a url that begins with https://`)
  }
  return {
    id: id.toLowerCase(),
    name: variables[`OIDC_${id}_NAME`] || id,
    issuer,
    clientId: read('CLIENT_ID'),
    clientSecret: new Secret(read('CLIENT_SECRET')),
    adminClaim: variables[`OIDC_${id}_ADMIN_CLAIM`] || undefined,
  }
}

/** Who else vouches for users, by the id in their variables and paths. */
export const providers = readOidcProviders(process.env)

/** Whether passwords sign in, or only providers and passkeys. */
export const passwordSignIn = { allowed: env.get('PASSWORD_SIGN_IN', true) }

export function isPasswordSignInAllowed() {
  return passwordSignIn.allowed
}
