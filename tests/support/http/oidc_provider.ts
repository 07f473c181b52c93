import { createServer } from 'node:http'
import { once } from 'node:events'
import { getActiveTestOrFail } from '@japa/runner'
import { Secret } from '@adonisjs/core/helpers'
// @ts-expect-error The package has no types of its own.
import Provider from 'oidc-provider'
import { appUrl } from '#config/app'
import { providers } from '#config/oidc'
import { freePort } from '#app/process/free_port'

const SECRET = 'a secret of the client, for the tests alone'

/** What the provider says of whoever signs in there. */
export interface ProviderClaims {
  sub: string
  email?: string
  email_verified?: boolean
  name?: string
  groups?: string[]
}

interface Interaction {
  client: { clientId: string }
  session: { accountId: string }
}

/** A real OpenID Connect provider that signs everybody in as `claims`, until the test ends. */
export async function startProvider(id: string, claims: ProviderClaims, adminClaim?: string) {
  const port = await freePort()
  const issuer = `http://127.0.0.1:${port}`
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'inbox',
        client_secret: SECRET,
        redirect_uris: [`${appUrl}/auth/oidc/${id}/callback`],
        post_logout_redirect_uris: [`${appUrl}/`],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    pkce: { required: () => true },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'groups'] },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    findAccount: (_ctx: unknown, accountId: string) => ({ accountId, claims: () => claims }),
    async loadExistingGrant({ oidc }: { oidc: Interaction }) {
      const grant = new provider.Grant({
        clientId: oidc.client.clientId,
        accountId: oidc.session.accountId,
      })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
  })
  const answer = provider.callback()
  const server = createServer((request, response) => {
    if (!request.url!.startsWith('/interaction/')) return answer(request, response)
    const result = { login: { accountId: claims.sub } }
    void provider.interactionFinished(request, response, result)
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  providers.set(id, {
    id,
    name: 'Test',
    issuer,
    clientId: 'inbox',
    clientSecret: new Secret(SECRET),
    adminClaim,
  })
  getActiveTestOrFail().cleanup(() => {
    providers.delete(id)
    server.close()
    server.closeAllConnections()
  })
  return issuer
}

/** Follows redirects with cookies, as a browser does. Returns every answer on the way. */
export async function browse(start: string, jar = new Map<string, string>()) {
  const answers: { url: string; location: string | null; cookies: string[] }[] = []
  let url: string | null = start
  while (url && answers.length < 20) {
    const { origin } = new URL(url)
    const own = [...jar].filter(([name]) => name.startsWith(`${origin} `))
    const cookie = own.map(([name, value]) => `${name.split(' ')[1]}=${value}`).join('; ')
    const response: Response = await fetch(url, { redirect: 'manual', headers: { cookie } })
    const cookies = response.headers.getSetCookie()
    for (const set of cookies) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(set)!
      jar.set(`${origin} ${name}`, value)
    }
    const location = response.headers.get('location')
    answers.push({ url, location, cookies })
    const next: string | null = location && new URL(location, url).href
    url = next && new URL(next).pathname !== '/' ? next : null
  }
  return answers
}
