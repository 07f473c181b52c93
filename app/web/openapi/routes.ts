import router from '@adonisjs/core/services/router'
import type { RouteJSON } from '@adonisjs/core/types/http'
import { type Access, administrationScope } from '#app/accounts/auth/access'
import type { DocumentedRoute } from '#app/http/openapi/types'

// HEAD answers as GET without the body, OPTIONS is the browser's own business.
const UNDOCUMENTED = ['HEAD', 'OPTIONS']

/** Every route of the application, one entry a method. */
export function documentedRoutes(): DocumentedRoute[] {
  return committedRoutes().flatMap((route) => {
    const methods = route.methods.filter((method) => !UNDOCUMENTED.includes(method))
    return methods.map((method) => ({
      method,
      pattern: route.pattern,
      path: toPath(route.pattern),
      ...accessOf(route, method),
    }))
  })
}

/** The routes as the router keeps them, once no more can be added. */
export function committedRoutes(): RouteJSON[] {
  if (!router.commited) router.commit()
  return router.toJSON().root
}

/** The path of a route as OpenAPI writes it; what follows a `*` may itself have slashes. */
function toPath(pattern: string) {
  return pattern.replace(/:(\w+)\??/g, '{$1}').replace('*', '{key}')
}

function accessOf({ middleware }: RouteJSON, method: string) {
  const steps = [...middleware.all()].filter((step) => typeof step !== 'function')
  const roles = steps.filter(({ name }) => name === 'role').flatMap(({ args }) => args ?? [])
  const isHook = steps.some(({ name }) => name === 'storeHook')
  const needsConfirmation = steps.some(({ name }) => name === 'confirmation')
  const options: Access[] = steps
    .filter(({ name }) => name === 'auth')
    .map(({ args }) => (args as Access | undefined) ?? {})
  const needed = roles.length > 0 ? [{ scope: administrationScope(method) }, ...options] : options
  // Of several steps each must let a key pass, and one without a scope lets none.
  const { scope, ownUploads, grants = false } = needed.find((one) => !one.scope) ?? needed[0] ?? {}
  const scopes = [scope, scope && ownUploads ? ('uploads:write' as const) : undefined]
  return {
    roles,
    needsConfirmation,
    scopes: scopes.filter((one) => one !== undefined),
    grants: grants && roles.length === 0,
    scheme: isHook ? ('storeHook' as const) : ('bearer' as const),
  }
}
