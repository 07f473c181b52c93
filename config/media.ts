import env from '#start/env'
import { MemoryBudget } from '#app/media/memory_budget'
import { type PlaybackLimits } from '#app/media/playback/make_playback_file'
import { findTools } from '#app/media/tools'
import { type Limits, type Recipe } from '#app/media/media'
import { parseVariants } from '#app/media/parse_variants'

const usual = parseVariants('thumbnail:320:webp,preview:1600:webp')

const chosen = env.get('VARIANTS', [])

const isChosen = ({ name }: Recipe) => chosen.some((recipe) => recipe.name === name)

/**
 * The variants of every picture: those of VARIANTS, and the usual ones that it does not name.
 * Changing one makes `media:regenerate` redo just that.
 */
export const recipes = [...usual.filter((recipe) => !isChosen(recipe)), ...chosen].map(withMotion)

/** A thumbnail moves where its picture does. */
function withMotion(recipe: Recipe): Recipe {
  if (recipe.name !== 'thumbnail' || recipe.format !== 'webp') return recipe
  return { ...recipe, animation: { frames: 100, pixels: 50_000_000 } }
}

/** What is published first. */
export const firstRecipes = recipes.filter(({ name }) => name === 'thumbnail')

/** What follows, by a job of its own. */
export const furtherRecipes = recipes.filter((recipe) => !firstRecipes.includes(recipe))

/** What one file may cost before it is rejected. */
export const limits: Limits = {
  pixels: env.get('MEDIA_MAX_PIXELS', 100_000_000),
  frames: env.get('MEDIA_MAX_FRAMES', 10_000),
  metadataBytes: env.get('MEDIA_MAX_METADATA_BYTES', 1_048_576),
  drawingBytes: env.get('MEDIA_MAX_DRAWING_BYTES', 10_485_760),
  memory: env.get('MEDIA_MAX_MEMORY_BYTES', 838_860_800),
  seconds: env.get('MEDIA_MAX_SECONDS', 60),
  drawingSeconds: 10,
}

/**
 * What all files being processed by one worker may take together, sandboxes included. One that takes
 * more runs alone. With the worker's own 150 to 180 MB this stays below 700 MB.
 */
export const budget = new MemoryBudget(env.get('MEDIA_MEMORY_BUDGET_BYTES', 520_093_696))

/** The name of the variant of a video that browsers do not play as it is. */
export const playbackName = 'playback'

/** Changes with how it is made. */
export const playbackRecipe = 'mp4-h264-aac-1'

/** What making it may cost, beside the budget of the other files: one at a time has its own place. */
export const playbackLimits: PlaybackLimits = {
  seconds: 1_500,
  memory: 805_306_368,
  // What S3 takes in one request.
  size: 5_000_000_000,
}

/** The programs of this machine that make thumbnails of videos and documents. */
export const tools = await findTools(process.env.PATH ?? '')
