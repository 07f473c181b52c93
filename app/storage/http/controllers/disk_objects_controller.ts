import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { DiskStore } from '#app/storage/disk_store'
import { received } from '#app/storage/exact_body'
import { ObjectAccess } from '#app/storage/http/object_access'
import { assertSigned } from '#app/storage/disk/signed_headers'
import { UploadSpeeds } from '#app/storage/http/upload_speeds'
import { networkOf } from '#app/http/limits/network'
import { IDLE_MS, sendObject } from '#app/storage/http/send_object'

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
  async show(ctx: HttpContext) {
    const { params, request, response } = ctx
    const grant = this.store.signer.open('GET', params['*'].join('/'), request.qs())
    return this.access.during(grant, response.response, () => sendObject(this.store, grant, ctx))
  }
}

/** 10 kB/s. A client whose line is slower than that is hardly one that uploads. */
const speeds = new UploadSpeeds({ bytes: 600_000, periodMs: 60_000 })
