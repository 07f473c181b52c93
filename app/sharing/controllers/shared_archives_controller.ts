import type { HttpContext } from '@adonisjs/core/http'
import { signedPath } from '#app/archives/signed_url'
import { baseUrl } from '#app/http/base_url'
import { iso } from '#app/http/iso'
import { ArchiveShare } from '#app/sharing/actions/archive_share'
import { admitVisitor } from '#app/sharing/admit_visitor'
import { sharedArchiveValidator } from '#app/sharing/validators'

export default class SharedArchivesController {
  /**
   * @store
   * @operationId createSharedArchive
   * @summary Get a url that downloads all originals of a share as one ZIP file
   * @description Each original in it counts as one download. What is withheld is left out.
   */
  async store(ctx: HttpContext) {
    const { visit } = await ctx.request.validateUsing(sharedArchiveValidator)
    const archive = await new ArchiveShare().handle(await admitVisitor(ctx, visit))
    const { size, expiresAt } = archive
    const url = baseUrl(ctx) + signedPath(archive)
    return ctx.response.created({ data: { url, size, expiresAt: iso(expiresAt) } })
  }
}
