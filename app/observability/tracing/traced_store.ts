import type { ObjectStore } from '#app/storage/object_store'
import { traced } from '#app/observability/tracing/work'

/** Those that ask the store itself. To sign a url is arithmetic, and a listing is many calls. */
const CALLS = new Set<unknown>([
  'head',
  'read',
  'put',
  'delete',
  'createMultipart',
  'completeMultipart',
  'abortMultipart',
] satisfies (keyof ObjectStore)[])

/** The store, with a span for each call of it. */
export function traceStore(store: ObjectStore): ObjectStore {
  return new Proxy(store, {
    get(target, name) {
      const member = Reflect.get(target, name)
      if (typeof member !== 'function') return member
      const call = member.bind(target)
      if (!CALLS.has(name)) return call
      const work = { name: `store.${String(name)}`, kind: 'client' } as const
      return (...input: unknown[]) => traced({ ...work }, () => call(...input))
    },
  })
}
