import router from '@adonisjs/core/services/router'

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/** The methods that a path has; none where there is nothing. */
export function methodsOf(path: string) {
  return METHODS.filter((method) => router.match(path, method, false))
}
