import { createHash } from 'node:crypto'
import sharp from '#media/sharp'
import { scale, type Raster } from '#media/image/raster'
import { type Recipe, type RenderedVariant } from '#media/media'

/** Makes one variant. It carries no metadata at all: sharp keeps none unless told to. */
export async function renderVariant(raster: Raster, recipe: Recipe): Promise<RenderedVariant> {
  const { data, info } = await scale(raster, recipe.edge)
    .toFormat(recipe.format, { quality: recipe.quality, effort: recipe.effort })
    .toBuffer({ resolveWithObject: true })
  return {
    name: recipe.name,
    recipe: recipeDigest(recipe),
    contentType: `image/${recipe.format}`,
    width: info.width,
    height: info.height,
    bytes: data,
  }
}

/** Changes whenever the recipe or its encoder does, and with it the keys of what has to be made anew. */
export function recipeDigest({ edge, format, quality, effort }: Recipe) {
  const encoder = { vips: sharp.versions.vips, [format]: sharp.versions[format] }
  return createHash('sha256')
    .update(JSON.stringify({ edge, format, quality, effort, encoder }))
    .digest('hex')
    .slice(0, 16)
}
