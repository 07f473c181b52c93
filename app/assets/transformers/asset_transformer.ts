import type { DateTime } from 'luxon'
import { BaseTransformer } from '@adonisjs/core/transformers'
import store from '#app/storage/main'
import { SteadyUrls } from '#app/assets/signed_url_cache'
import Asset, { type AssetStatus } from '#app/assets/models/asset'
import { iso } from '#app/http/iso'
import { recipes } from '#config/media'
import { assetUrlSteady, assetUrlTtl } from '#config/uploads'

/** What an answer needs of an asset, be it a model or a plain row. */
export interface AssetFields {
  id: string
  filename: string
  contentType: string
  size: number
  // A model that was just created knows nothing of the columns that it left out.
  sha256?: string | null
  status: AssetStatus
  kind: string
  width?: number | null
  height?: number | null
  meta?: Record<string, unknown> | null
  placeholder?: string | null
  errorCode?: string | null
  errorMessage?: string | null
  createdAt: Date | DateTime
  updatedAt: Date | DateTime
  variants?: { name: string; objectKey: string; contentType: string }[]
}

/** An asset as its owner sees it. Only what was proved has urls. */
export default class AssetTransformer extends BaseTransformer<AssetFields> {
  async toObject() {
    const asset = this.resource
    return {
      ...this.pick(asset, ['id', 'filename', 'contentType', 'size', 'status', 'kind']),
      sha256: asset.sha256 ?? null,
      width: asset.width ?? null,
      height: asset.height ?? null,
      meta: asset.meta ?? null,
      placeholder: asset.placeholder ?? null,
      urls: await this.#urls(),
      error: asset.errorCode ? { code: asset.errorCode, message: asset.errorMessage! } : null,
      createdAt: iso(asset.createdAt),
      updatedAt: iso(asset.updatedAt),
    }
  }

  async #urls() {
    const { id, status, filename, contentType, variants = [] } = this.resource
    const names = ['original', ...recipes.map(({ name }) => name)]
    const urls: Record<string, string | null> = Object.fromEntries(
      names.map((name) => [name, null])
    )
    if (status !== 'ready') return urls

    urls.original = await sign(Asset.originalKey(id), contentType, filename)
    for (const variant of variants) {
      urls[variant.name] = await sign(variant.objectKey, variant.contentType)
    }
    return urls
  }
}

const assetUrls = new SteadyUrls({
  ttlSeconds: assetUrlTtl,
  steadySeconds: assetUrlSteady,
  sign: (key, get) => store.presignGet(key, get),
})

function sign(key: string, contentType: string, filename?: string) {
  return assetUrls.get(key, { contentType, filename, disposition: 'inline' })
}
