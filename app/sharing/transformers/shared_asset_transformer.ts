import { BaseTransformer } from '@adonisjs/core/transformers'
import type { AssetFields } from '#app/assets/fields'
import { takenAt, urlNames } from '#app/assets/transformers/asset_transformer'
import type { OpenShare } from '#app/sharing/open_share'
import { isWithheld } from '#app/sharing/withheld'

/**
 * An asset as visitors of a share see it: nothing of its owner, its sender, its own data or its
 * tags, and a location only if the share gives it away.
 */
export default class SharedAssetTransformer extends BaseTransformer<AssetFields> {
  constructor(
    asset: AssetFields,
    private share: OpenShare,
    /** The address of a variant, or the original. */
    private urlOf: (assetId: string, variant: string) => string
  ) {
    super(asset)
  }

  toObject() {
    const asset = this.resource
    const variants = asset.variants.map(({ objectKey, recipe, ...variant }) => ({
      ...variant,
      url: this.urlOf(asset.id, variant.name),
    }))
    return {
      ...this.pick(asset, ['id', 'filename', 'contentType', 'kind', 'size', 'width', 'height']),
      placeholder: asset.placeholder,
      takenAt: takenAt(asset),
      urls: this.#urls(variants),
      variants,
      ...(this.share.location && { location: asset.meta?.gps ?? null }),
    }
  }

  #urls(variants: { name: string; url: string }[]) {
    const urls: Record<string, string | null> = {}
    for (const name of urlNames) urls[name] = null
    for (const { name, url } of variants) urls[name] = url
    const { id } = this.resource
    urls.original = isWithheld(this.share, this.resource) ? null : this.urlOf(id, 'original')
    return urls
  }
}
