import type { HttpContext } from '@adonisjs/core/http'
import { CreateArchive } from '#app/archives/actions/create_archive'
import { SendArchive } from '#app/archives/actions/send_archive'
import { ArchiveChanged } from '#app/archives/errors'
import Archive from '#app/archives/models/archive'
import { Originals } from '#app/archives/originals'
import { assertSigned, signedPath } from '#app/archives/signed_url'
import { archiveValidator } from '#app/archives/validators'
import { baseUrl } from '#app/http/base_url'
import { Forbidden } from '#app/http/exceptions/errors'
import { iso } from '#app/http/iso'
import { contentDisposition } from '#app/storage/content_disposition'
import { byteRange } from '#app/storage/disk/byte_range'

const ZIP = 'application/zip'

export default class ArchivesController {
  /**
   * @store
   * @operationId createArchive
   * @summary Get a url that downloads many originals as one ZIP file
   * @description Name assets, an album, or `everything`, which is the account's export and has its trash and settings too. The file is made while it is downloaded; downloads can be resumed.
   */
  async store(ctx: HttpContext) {
    const order = await ctx.request.validateUsing(archiveValidator)
    const { id: userId, scopes } = ctx.auth.getUserOrFail()
    if (order.everything && scopes) {
      throw new Forbidden('No key may export the account. Sign in instead.')
    }
    const archive = await new CreateArchive().handle({ ...order, userId })
    const url = baseUrl(ctx) + signedPath(archive)
    return ctx.response.created({
      data: { url, size: archive.size, expiresAt: iso(archive.expiresAt) },
    })
  }

  /**
   * @show
   * @operationId downloadArchive
   * @summary Download an archive, or one range of it
   * @description The url is made by `POST /archives` and needs no token. If one of its assets is deleted meanwhile, the connection is cut.
   */
  async show({ params, request, response }: HttpContext) {
    assertSigned(params.id, request.qs())
    const archive = await Archive.complete(params.id)
    if (!archive) throw new ArchiveChanged()
    await new Originals(archive).assertAll()

    const size = archive.size!
    const head = { size, etag: archive.etag, modifiedAt: archive.createdAt.toJSDate() }
    // For a range that is not satisfiable, too.
    response.header('content-range', `bytes */${size}`)
    const range = byteRange(request.headers(), head)
    if (range) response.header('content-range', `bytes ${range.start}-${range.end}/${size}`)
    else response.removeHeader('content-range')
    describe(response, archive)
    response.relayHeaders()
    if (request.fresh()) return response.status(304).send(null)

    const { start, end } = range ?? { start: 0, end: size - 1 }
    response.status(range ? 206 : 200).header('content-length', String(end - start + 1))
    response.relayHeaders()
    if (request.method() === 'HEAD') return response.response.end()
    await new SendArchive().handle(archive, { start, end }, response.response)
  }
}

function describe(response: HttpContext['response'], { etag, filename }: Archive) {
  const shown = { disposition: 'attachment', contentType: ZIP, filename } as const
  response
    .header('content-type', ZIP)
    .header('content-disposition', contentDisposition(shown))
    .header('etag', etag)
    .header('accept-ranges', 'bytes')
    .header('cache-control', 'private, no-store')
    .header('x-content-type-options', 'nosniff')
}
