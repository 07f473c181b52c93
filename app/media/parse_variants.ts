import {
  type Box,
  type Recipe,
  type VariantFormat,
  variantFits,
  variantFormats,
} from '#app/media/media'
import { maxEdge } from '#app/media/size'

/** Every picture is encoded once for each. */
const maxVariants = 16

/** Names that other objects and urls of an asset have. */
const takenNames = ['original', 'playback']

/** What looks alike in each format. PNG is lossless. */
const qualities: Record<VariantFormat, number | undefined> = {
  webp: 80,
  avif: 50,
  jpeg: 80,
  png: undefined,
}

/** Pixels of the longest edge up to which a variant is loaded often enough to be encoded with care. */
const smallEdge = 640

/**
 * Parses a list of `name:box:format[:quality[:fit]]`, as in
 * `thumbnail:320:webp,card:640x640:avif:50:cover`. Throws an error that says what is wrong.
 */
export function parseVariants(list: string): Recipe[] {
  const recipes = list.split(',').map((entry) => parseVariant(entry.trim()))
  const names = recipes.map(({ name }) => name)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice) throw new Error(`"${twice}" is named twice`)
  if (recipes.length > maxVariants) throw new Error(`there are more than ${maxVariants} of them`)
  return recipes
}

function parseVariant(entry: string): Recipe {
  const fault = (what: string) => new Error(`"${entry}" ${what}`)
  const [name, box, format, quality, fit = 'inside', ...rest] = entry.split(':')
  if (!format || rest.length > 0) throw fault('is not name:box:format[:quality[:fit]]')
  if (!/^[a-z][\w-]{0,39}$/i.test(name)) {
    throw fault('needs a name of letters, digits, dashes and underscores, beginning with a letter')
  }
  if (takenNames.includes(name)) throw fault('has a name that is taken')
  const size = sizeOf(box)
  if (!size) throw fault(`needs a box such as 640 or 640x480, of 16 to ${maxEdge} pixels`)
  if (!isOneOf(variantFormats, format)) {
    throw fault(`needs one of the formats ${variantFormats.join(', ')}`)
  }
  if (quality && !/^([1-9]\d?|100)$/.test(quality)) throw fault('needs a quality from 1 to 100')
  if (!isOneOf(variantFits, fit)) throw fault(`needs one of the fits ${variantFits.join(', ')}`)
  return recipeOf(name, { ...size, fit }, format, quality ? Number(quality) : undefined)
}

/** A box that is the usual one is left out, so that the digests of older recipes stay. */
function recipeOf(name: string, box: Box, format: VariantFormat, quality = qualities[format]) {
  const { width, height, fit } = box
  const edge = Math.max(width, height)
  const recipe: Recipe = { name, edge, format }
  if (quality) recipe.quality = quality
  const effort = effortOf(format, edge)
  if (effort !== undefined) recipe.effort = effort
  if (width !== height || fit !== 'inside') recipe.box = box
  return recipe
}

/** docs/adr/0016-variants-in-webp-80.md has what each costs. */
function effortOf(format: VariantFormat, edge: number) {
  if (format === 'webp') return edge <= smallEdge ? 4 : 2
  if (format === 'avif') return 0
}

function sizeOf(box: string) {
  const [, width, height = width] = /^(\d{2,4})(?:x(\d{2,4}))?$/.exec(box) ?? []
  const size = { width: Number(width), height: Number(height) }
  const isSize = Object.values(size).every((edge) => edge >= 16 && edge <= maxEdge)
  return isSize ? size : undefined
}

function isOneOf<Name extends string>(names: readonly Name[], name: string): name is Name {
  return (names as readonly string[]).includes(name)
}
