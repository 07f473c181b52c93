import { BaseTransformer } from '@adonisjs/core/transformers'
import store from '#app/storage/main'
import { SteadyUrls } from '#app/assets/signed_url_cache'
import Asset from '#app/assets/models/asset'
import { type AssetFields, shownFields, shownTimes } from '#app/assets/fields'
import type { Variant } from '#app/assets/models/variant'
import { iso } from '#app/http/iso'
import { recipes } from '#config/media'
import { assetUrlSteady, assetUrlTtl } from '#config/uploads'

const fieldNames = Object.keys(shownFields) as (keyof typeof shownFields)[]
const timeNames = Object.keys(shownTimes) as (keyof typeof shownTimes)[]
const urlNames = ['original', ...recipes.map(({ name }) => name)]

/** An asset as its owner sees it. Only what was verified has urls. */
export default class AssetTransformer extends BaseTransformer<AssetFields> {
  async toObject() {
    const asset = this.resource
    const variants = await this.#variants()
    return {
      ...this.#columns(),
      urls: await this.#urls(variants),
      variants,
      error: asset.errorCode ? { code: asset.errorCode, message: asset.errorMessage! } : null,
    }
  }

  #columns() {
    const shown: Record<string, unknown> = {}
    // A model that was just created knows nothing of the columns that it left out.
    for (const name of fieldNames) shown[name] = this.resource[name] ?? null
    for (const name of timeNames) shown[name] = iso(this.resource[name])
    return shown as Pick<AssetFields, keyof typeof shownFields> &
      Record<keyof typeof shownTimes, string>
  }

  #variants() {
    const { status, variants = [] } = this.resource
    return Promise.all(status === 'ready' ? variants.map(shownVariant) : [])
  }

  async #urls(variants: { name: string; url: string }[]) {
    const { id, status, filename, contentType } = this.resource
    const urls: Record<string, string | null> = {}
    for (const name of urlNames) urls[name] = null
    if (status !== 'ready') return urls
    urls.original = await sign(Asset.originalKey(id), contentType, filename)
    for (const { name, url } of variants) urls[name] = url
    return urls
  }
}

async function shownVariant({ name, objectKey, contentType, width, height, size }: Variant) {
  return { name, contentType, width, height, size, url: await sign(objectKey, contentType) }
}

const assetUrls = new SteadyUrls({
  ttlSeconds: assetUrlTtl,
  steadySeconds: assetUrlSteady,
  sign: (key, get) => store.presignGet(key, get),
})

function sign(key: string, contentType: string, filename?: string) {
  return assetUrls.get(key, { contentType, filename, disposition: 'inline' })
}
