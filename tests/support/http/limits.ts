import { getActiveTestOrFail } from '@japa/runner'
import { limits } from '#config/limiter'
import { Limit, type LimitName } from '#app/http/limits/limit'

const ADDRESS = '127.0.0.1'

/** Lets so many requests through until the running test ends, counting from nought. */
export async function withLimit(name: LimitName, requests: number, key = ADDRESS) {
  const before = { ...limits[name] }
  Object.assign(limits[name], { requests })
  await new Limit(name).forget(key)
  getActiveTestOrFail().cleanup(async () => {
    await new Limit(name).forget(key)
    Object.assign(limits[name], before)
  })
}
