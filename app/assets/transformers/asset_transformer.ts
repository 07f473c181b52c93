import { BaseTransformer } from '@adonisjs/core/transformers'
import store from '#app/storage/main'
import { SignedUrlCache } from '#app/assets/signed_url_cache'
import Asset from '#app/assets/models/asset'
import { type AssetFields, shownFields, shownTimes } from '#app/assets/fields'
import { expiryOf } from '#app/assets/expiry'
import type { Variant } from '#app/assets/models/variant'
import { currentBaseUrl } from '#app/http/base_url'
import { titleOfLink } from '#app/assets/title_of_link'
import { isoOrNull } from '#app/http/iso'
import { recipes } from '#config/media'
import { assetUrlReuse, assetUrlTtl } from '#config/uploads'

const fieldNames = Object.keys(shownFields) as (keyof typeof shownFields)[]
const timeNames = Object.keys(shownTimes) as (keyof typeof shownTimes)[]
export const urlNames = ['original', ...recipes.map(({ name }) => name)]

type Shown = Pick<AssetFields, keyof typeof shownFields> &
  Record<'createdAt' | 'updatedAt', string> & { trashedAt: string | null }

/** An asset as its owner sees it. Only what was verified has urls. */
export default class AssetTransformer extends BaseTransformer<AssetFields> {
  async toObject() {
    const asset = this.resource
    const variants = await this.#variants()
    return {
      ...this.facts(),
      urls: await this.#urls(variants),
      variants,
      expiresAt: expiryOf(asset),
      link: await linkOf(asset),
      error: asset.errorCode ? { code: asset.errorCode, message: asset.errorMessage! } : null,
    }
  }

  /** What is known of the asset, but for what is signed or was made from it. */
  facts() {
    const shown: Record<string, unknown> = {}
    // A model that was just created knows nothing of the columns that it left out.
    for (const name of fieldNames) shown[name] = this.resource[name] ?? null
    for (const name of timeNames) shown[name] = isoOrNull(this.resource[name] ?? null)
    const { linkId, senderName: name, senderEmail: email } = this.resource
    const sender = linkId ? { name, email } : null
    return { ...(shown as Shown), takenAt: takenAt(this.resource), sender }
  }

  #variants() {
    const { status, variants = [] } = this.resource
    return Promise.all(status === 'ready' ? variants.map((each) => this.#variant(each)) : [])
  }

  async #urls(variants: { name: string; url: string }[]) {
    const { id, status, filename, contentType } = this.resource
    const urls: Record<string, string | null> = {}
    for (const name of urlNames) urls[name] = null
    if (status !== 'ready') return urls
    urls.original = await this.#sign(Asset.originalKey(id), contentType, filename)
    for (const { name, url } of variants) urls[name] = url
    return urls
  }

  async #variant({ objectKey, ...shown }: Variant) {
    const { name, contentType, width, height, size } = shown
    const url = await this.#sign(objectKey, contentType)
    return { name, contentType, width, height, size, url }
  }

  #sign(key: string, contentType: string, filename?: string) {
    const inTrash = this.resource.trashedAt ? true : undefined
    return assetUrls.get(key, { contentType, filename, inTrash, disposition: 'inline' })
  }
}

/** The link that it came through; null once that was revoked. */
async function linkOf({ linkId, linkTitle }: AssetFields) {
  if (!linkId) return null
  const title = linkTitle === undefined ? await titleOfLink(linkId) : linkTitle
  return title === null ? null : { id: linkId, title }
}

/** In UTC if the zone is known, else by the camera's own clock. */
export function takenAt({ takenAt: local, takenZone }: AssetFields) {
  if (!local) return null
  const clock = local.replace(' ', 'T')
  return takenZone ? new Date(`${clock}${takenZone}`).toISOString() : clock
}

const assetUrls = new SignedUrlCache({
  ttlSeconds: assetUrlTtl,
  reuseSeconds: assetUrlReuse,
  sign: (key, get) => store.presignGet(key, get),
  origin: currentBaseUrl,
})
