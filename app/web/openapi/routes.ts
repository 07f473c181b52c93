import router from '@adonisjs/core/services/router'
import type { RouteJSON } from '@adonisjs/core/types/http'
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
      ...accessOf(route),
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

function accessOf({ middleware }: RouteJSON) {
  const steps = [...middleware.all()].filter((step) => typeof step !== 'function')
  const roles = steps.filter(({ name }) => name === 'role').flatMap(({ args }) => args ?? [])
  const isHook = steps.some(({ name }) => name === 'storeHook')
  const needsConfirmation = steps.some(({ name }) => name === 'confirmation')
  return { roles, needsConfirmation, scheme: isHook ? ('storeHook' as const) : ('bearer' as const) }
}
