import type { IncomingHttpHeaders } from 'node:http'
import type { ObjectHead } from '#app/storage/object_store'
import { RangeNotSatisfiable } from '#app/storage/refusals'

/** Both ends included, as HTTP counts. */
export interface ByteRange {
  start: number
  end: number
}

/**
 * The one range of the object that a request asks for (RFC 9110, section 14). Undefined where the
 * whole object is due: no range, another version's, several, or what a server may ignore.
 * `RangeNotSatisfiable` where the object ends before the range begins.
 */
export function byteRange(headers: IncomingHttpHeaders, head: ObjectHead): ByteRange | undefined {
  const condition = headers['if-range']
  if (condition && condition !== head.etag) return undefined

  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(headers.range ?? '') ?? []
  if (!first && !last) return undefined

  const start = first ? Number(first) : Math.max(0, head.size - Number(last))
  const end = first && last ? Math.min(Number(last), head.size - 1) : head.size - 1
  if (start >= head.size) throw new RangeNotSatisfiable()
  return start <= end ? { start, end } : undefined
}
