import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { readJson } from '#app/http/body/read_json'
import { UnsupportedMediaType } from '#app/http/exceptions/errors'
import { jsonBodies, jsonLimitOf, otherBodies } from '#config/bodies'

/** Methods whose body means something. */
const WITH_BODY = ['POST', 'PUT', 'PATCH', 'DELETE']

/**
 * Parses the body, which is JSON but on the routes that say otherwise. Who is not signed in where
 * that is needed is refused before the body is read.
 */
export default class JsonBodyMiddleware {
  async handle({ request, route, auth }: HttpContext, next: NextFn) {
    const { pattern } = route!
    if (!WITH_BODY.includes(request.method()) || otherBodies.includes(pattern)) return next()
    if (!request.hasBody() || request.header('content-length') === '0') return next()

    if (needsAuth(route!)) await auth.authenticate()
    if (!request.is(['application/json'])) throw new UnsupportedMediaType()
    const bounds = { limit: jsonLimitOf(pattern), ...jsonBodies }
    const body = await readJson(request.request, bounds)
    // Anything but an object has none of the fields that the validators ask for.
    request.updateBody(isObject(body) ? body : {})
    return next()
  }
}

type Route = NonNullable<HttpContext['route']>

const protectedRoutes = new WeakMap<Route, boolean>()

function needsAuth(route: Route) {
  let isProtected = protectedRoutes.get(route)
  if (isProtected === undefined) {
    isProtected = [...route.middleware.all()].some((each) => 'name' in each && each.name === 'auth')
    protectedRoutes.set(route, isProtected)
  }
  return isProtected
}

function isObject(body: unknown): body is Record<string, unknown> {
  return typeof body === 'object' && body !== null && !Array.isArray(body)
}
