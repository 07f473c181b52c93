import { type Metadata, type Sharp } from 'sharp'
import { createHash } from 'node:crypto'
import sharp from '#app/media/sharp'
import { imageFault } from '#app/media/image/fault'
import { fitWithin, open } from '#app/media/image/raster'
import { type Recipe, type RenderedVariant } from '#app/media/media'
import { type Picture } from '#app/media/reading'

/** Makes one variant. It carries no metadata at all: sharp keeps none unless told to. */
export async function renderVariant(picture: Picture, recipe: Recipe): Promise<RenderedVariant> {
  const frames = picture.animation ? movingFrames(picture.animation.header, recipe) : 1
  const { data, info } = await (frames > 1
    ? animate(picture.animation!.path, frames, recipe)
    : encode(resize(open(picture.raster), recipe), recipe))
  return {
    name: recipe.name,
    recipe: recipeDigest(recipe),
    contentType: `image/${recipe.format}`,
    width: info.width,
    height: info.pageHeight ?? info.height,
    bytes: data,
  }
}

const libraries = { webp: 'webp', avif: 'aom', jpeg: 'mozjpeg', png: 'png' } as const

/** Changes whenever the recipe or its encoder does, and with it the keys of what has to be made again. */
export function recipeDigest({ name: _, ...how }: Recipe) {
  const encoder = { vips: sharp.versions.vips, [how.format]: sharp.versions[libraries[how.format]] }
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

/**
 * How many frames of an animation the recipe's budget allows; one means that it stands still, as
 * all do that are cropped: frames would be cropped differently.
 */
function movingFrames({ pages = 1, width, height }: Metadata, { animation: budget, box }: Recipe) {
  if (!budget || box?.fit === 'cover') return 1
  return Math.min(pages, budget.frames, Math.floor(budget.pixels / (width * height)))
}

/** Reads the frames anew, for the raster holds only the first. */
async function animate(path: string, frames: number, recipe: Recipe) {
  const animation = sharp(path, { pages: frames, failOn: 'error', limitInputPixels: false })
  try {
    return await encode(resize(animation, recipe), recipe)
  } catch (error) {
    throw imageFault(error)
  }
}

/** Into the box, never enlarged; where it is to be covered, around what draws attention. */
function resize(pipeline: Sharp, { edge, box }: Recipe) {
  if (!box) return fitWithin(pipeline, edge)
  const { width, height, fit } = box
  return pipeline.resize(width, height, { fit, position: 'attention', withoutEnlargement: true })
}

function encode(pipeline: Sharp, { format, quality, effort }: Recipe) {
  // JPEG has no transparency, and what was see-through would turn black.
  const opaque = format === 'jpeg' ? pipeline.flatten({ background: 'white' }) : pipeline
  return opaque.toFormat(format, { quality, effort }).toBuffer({ resolveWithObject: true })
}
