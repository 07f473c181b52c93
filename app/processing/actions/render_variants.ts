import store from '#app/storage/main'
import Asset from '#app/assets/models/asset'
import type { Original } from '#app/processing/actions/fetch_original'
import { checkpoint } from '#app/observability/tracing/checkpoints'
import { processFile } from '#app/media/process_file'
import type { Variant } from '#app/assets/models/variant'
import type { Recipe } from '#app/media/media'
import { budget, limits, recipes as allRecipes, tools } from '#config/media'

interface Rendering {
  /** In a process of its own. */
  alone?: boolean
  signal: AbortSignal
  recipes?: Recipe[]
  /** Called with each variant once its bytes are in the store. */
  onStored?: (variant: Variant) => Promise<void>
}

/**
 * Decodes the original and stores each variant as soon as it is made, the smallest first. A
 * variant's key comes from the original, its recipe and the encoder, so that a repeated attempt
 * writes the same bytes to the same place.
 */
export async function renderVariants(
  { asset, path, sha256 }: Original,
  { alone, signal, recipes = allRecipes, onStored }: Rendering
) {
  const variants: Variant[] = []
  const inspection = await processFile(path, {
    contentType: asset.contentType,
    filename: asset.filename,
    withholdGps: asset.withholdGps,
    recipes,
    skipPlaceholder: onStored !== undefined,
    limits,
    budget,
    tools,
    apart: alone,
    signal,
    onVariant: async ({ bytes, ...variant }) => {
      const objectKey = Asset.variantKey(asset.id, sha256, variant)
      const size = bytes.length
      await store.put(objectKey, bytes, { size, contentType: variant.contentType })
      checkpoint(`${onStored ? 'variants' : 'process'}.stored`, asset.id)
      const stored = { ...variant, objectKey, size }
      variants.push(stored)
      await onStored?.(stored)
    },
  })
  return { inspection, variants }
}
