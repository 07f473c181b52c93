import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import store from '#app/storage/main'
import { DiskStore } from '#app/storage/disk_store'
import { sendObject } from '#app/storage/http/send_object'
import type { SignedGet } from '#app/storage/object_store'
import type { AssetFields } from '#app/assets/fields'
import Asset from '#app/assets/models/asset'
import { SignedUrlCache } from '#app/assets/signed_url_cache'
import { currentBaseUrl } from '#app/http/base_url'
import { NotFound } from '#app/http/exceptions/errors'
import { findShared } from '#app/sharing/actions/find_shared'
import { admitVisitor } from '#app/sharing/admit_visitor'
import { OriginalWithheld, ShareExhausted } from '#app/sharing/errors'
import Share from '#app/sharing/models/share'
import type { OpenShare } from '#app/sharing/open_share'
import { ShareAccess } from '#app/sharing/share_access'
import { downloadOf, isValidTicket, issueTicket } from '#app/sharing/tickets'
import { sharedFileValidator } from '#app/sharing/validators'
import { isWithheld } from '#app/sharing/withheld'
import { sharedUrlReuse, sharedUrlTtl } from '#config/sharing'
import storage from '#config/storage'

type File = { key: string } & Pick<SignedGet, 'contentType' | 'disposition' | 'filename'>

@inject()
export default class SharedFilesController {
  constructor(private disk: DiskStore) {}

  /**
   * @show
   * @operationId getSharedFile
   * @summary Get a variant of a shared asset, or its original
   * @description Each request for the original counts as one download, and is redirected to an address that serves ranges of it for 15 minutes.
   */
  async show(ctx: HttpContext) {
    const { visit, ticket } = await ctx.request.validateUsing(sharedFileValidator)
    const share = await admitVisitor(ctx, visit)
    const { id, variant: name } = ctx.params
    const asset = await findShared(share, id)
    if (name === 'original') return this.#sendOriginal(asset, share, ticket, ctx)

    const variant = asset.variants.find((each) => each.name === name)
    if (!variant) throw new NotFound()
    const { objectKey: key, contentType } = variant
    return this.#send({ key, contentType, disposition: 'inline' }, ctx)
  }

  async #sendOriginal(asset: AssetFields, share: OpenShare, ticket: unknown, ctx: HttpContext) {
    if (isWithheld(share, asset)) throw new OriginalWithheld()
    const subject = downloadOf(share, asset.id)
    const { contentType, filename } = asset
    const key = Asset.originalKey(asset.id)
    const file: File = { key, contentType, filename, disposition: 'attachment' }
    if (isValidTicket(ticket, subject)) return this.#send(file, ctx)

    if (!(await Share.countDownloads(share.id, 1))) throw new ShareExhausted()
    if (storage.s3) return this.#send(file, ctx)
    const url = new URL(ctx.request.url(true), 'http://localhost')
    const expiresAt = new Date(Date.now() + sharedUrlTtl * 1_000)
    url.searchParams.set('ticket', issueTicket(subject, expiresAt))
    ctx.response.redirect().toPath(url.pathname + url.search)
  }

  async #send(file: File, ctx: HttpContext) {
    const { key, ...shown } = file
    if (storage.s3) return ctx.response.redirect().toPath(await urls.get(key, shown))
    const access = new ShareAccess(ctx.params.secret, ctx.params.id)
    const grant = { ...file, method: 'GET' } as const
    return access.during(grant, ctx.response.response, () => sendObject(this.disk, grant, ctx))
  }
}

const urls = new SignedUrlCache({
  ttlSeconds: sharedUrlTtl,
  reuseSeconds: sharedUrlReuse,
  sign: (key, get) => store.presignGet(key, get),
  origin: currentBaseUrl,
})
