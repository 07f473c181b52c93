import type { HttpContext } from '@adonisjs/core/http'
import { byteRange } from '#app/storage/disk/byte_range'
import { servedHeaders } from '#app/storage/disk/served_headers'
import { streamFileRange } from '#app/storage/disk/stream_file_range'
import type { GetGrant } from '#app/storage/disk/url_signer'
import type { DiskStore } from '#app/storage/disk_store'

/** A client that neither sends nor takes anything for so long has gone: milliseconds. */
export const IDLE_MS = 60_000

/** Answers with an object of the disk store, or with the range of it that was asked for. */
export async function sendObject(
  store: DiskStore,
  grant: GetGrant,
  { request, response }: Pick<HttpContext, 'request' | 'response'>
) {
  await using object = await store.open(grant.key)
  const { file, head } = object

  const range = byteRange(request.headers(), head)
  for (const [name, value] of servedHeaders(grant, head, range)) response.header(name, value)
  response.relayHeaders()
  if (request.fresh()) return response.status(304).send(null)

  response.status(range ? 206 : 200)
  request.request.setTimeout(IDLE_MS)
  await streamFileRange(file, range ?? { start: 0, end: head.size - 1 }, response.response)
}
