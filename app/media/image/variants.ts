import { type Metadata, type Sharp } from 'sharp'
import { createHash } from 'node:crypto'
import sharp from '#app/media/sharp'
import { imageFault } from '#app/media/image/fault'
import { fitWithin, scale } from '#app/media/image/raster'
import { type Recipe, type RenderedVariant } from '#app/media/media'
import { type Picture } from '#app/media/reading'

/** Makes one variant. It carries no metadata at all: sharp keeps none unless told to. */
export async function renderVariant(picture: Picture, recipe: Recipe): Promise<RenderedVariant> {
  const frames = picture.animation ? movingFrames(picture.animation.header, recipe) : 1
  const { data, info } = await (frames > 1
    ? animate(picture.animation!.path, frames, recipe)
    : encode(scale(picture.raster, recipe.edge), recipe))
  return {
    name: recipe.name,
    recipe: recipeDigest(recipe),
    contentType: `image/${recipe.format}`,
    width: info.width,
    height: info.pageHeight ?? info.height,
    bytes: data,
  }
}

/** Changes whenever the recipe or its encoder does, and with it the keys of what has to be made again. */
export function recipeDigest({ name: _, ...how }: Recipe) {
  const encoder = { vips: sharp.versions.vips, [how.format]: sharp.versions[how.format] }
  return createHash('sha256')
    .update(JSON.stringify({ ...how, encoder }))
    .digest('hex')
    .slice(0, 16)
}

/** The pixels of all frames that move in the variant that moves most; none in a still picture. */
export function movingPixels(header: Metadata, recipes: Recipe[]) {
  const frames = Math.max(...recipes.map((recipe) => movingFrames(header, recipe)))
  return frames > 1 ? frames * header.width * header.height : 0
}

/** How many frames of an animation the recipe's budget allows; one means that it stands still. */
function movingFrames({ pages = 1, width, height }: Metadata, { animation: budget }: Recipe) {
  if (!budget) return 1
  return Math.min(pages, budget.frames, Math.floor(budget.pixels / (width * height)))
}

/** Reads the frames anew, for the raster holds only the first. */
async function animate(path: string, frames: number, recipe: Recipe) {
  const animation = sharp(path, { pages: frames, failOn: 'error', limitInputPixels: false })
  try {
    return await encode(fitWithin(animation, recipe.edge), recipe)
  } catch (error) {
    throw imageFault(error)
  }
}

function encode(pipeline: Sharp, { format, quality, effort }: Recipe) {
  return pipeline.toFormat(format, { quality, effort }).toBuffer({ resolveWithObject: true })
}
