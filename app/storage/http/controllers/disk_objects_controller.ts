import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { DiskStore } from '#app/storage/disk_store'
import { received } from '#app/storage/exact_body'
import { streamFileRange } from '#app/storage/disk/stream_file_range'
import type { GetGrant } from '#app/storage/disk/url_signer'
import { ObjectAccess } from '#app/storage/http/object_access'
import { byteRange } from '#app/storage/disk/byte_range'
import { assertSigned } from '#app/storage/disk/signed_headers'
import { UploadSpeeds } from '#app/storage/http/upload_speeds'
import { networkOf } from '#app/http/limits/network'
import { servedHeaders } from '#app/storage/disk/served_headers'

/** The disk store's signed urls: takes and serves bytes as a bucket would. */
@inject()
export default class DiskObjectsController {
  constructor(
    private store: DiskStore,
    private access: ObjectAccess
  ) {}

  /**
   * @update
   * @operationId putObject
   * @summary Create the object, or write the part, that the url was made for
   */
  async update({ params, request, response }: HttpContext) {
    const grant = this.store.signer.open('PUT', params['*'].join('/'), request.qs())
    assertSigned(grant, request.headers())

    const { request: incoming } = request
    incoming.setTimeout(IDLE_MS)
    const chunks = speeds.counted(networkOf(request.ip()), incoming, received(incoming))
    const etag = await this.access.during(grant, incoming, () => this.store.write(grant, chunks))
    return response.header('etag', etag).status(200).send('')
  }

  /**
   * @show
   * @operationId getObject
   * @summary Serve the object, or one range of it
   */
  async show({ params, request, response }: HttpContext) {
    const grant = this.store.signer.open('GET', params['*'].join('/'), request.qs())
    return this.access.during(grant, response.response, () =>
      this.#send(grant, { request, response })
    )
  }

  async #send(grant: GetGrant, { request, response }: Pick<HttpContext, 'request' | 'response'>) {
    await using object = await this.store.open(grant.key)
    const { file, head } = object

    const range = byteRange(request.headers(), head)
    for (const [name, value] of servedHeaders(grant, head, range)) response.header(name, value)
    response.relayHeaders()
    if (request.fresh()) return response.status(304).send(null)

    response.status(range ? 206 : 200)
    request.request.setTimeout(IDLE_MS)
    await streamFileRange(file, range ?? { start: 0, end: head.size - 1 }, response.response)
  }
}

/** 10 kB/s. A client whose line is slower than that is hardly one that uploads. */
const speeds = new UploadSpeeds({ bytes: 600_000, periodMs: 60_000 })

/** A client that neither sends nor takes anything for so long has gone: milliseconds. */
const IDLE_MS = 60_000
