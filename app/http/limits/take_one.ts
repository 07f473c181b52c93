import type { HttpContext } from '@adonisjs/core/http'
import { Limit, type LimitName } from '#app/http/limits/limit'
import { networkOf } from '#app/http/limits/network'

/** Counts the request for who sent it, the user or else the address, and tells what is left. */
export async function takeOne(name: LimitName, { auth, request, response }: HttpContext) {
  const key = auth.user?.id ?? networkOf(request.ip())
  const left = await new Limit(name).take(key)
  if (!left) return
  response.header('x-ratelimit-limit', left.limit)
  response.header('x-ratelimit-remaining', left.remaining)
}
