import { type Recipe } from '#app/media/media'

interface Size {
  width: number
  height: number
}

/** No variant is larger, in pixels of an edge: a raster of that size is what memory is kept for. */
export const maxEdge = 4096

/**
 * The longest edge at which a picture has the pixels for these recipes: it is decoded once, for
 * all of them. One that has to cover a box needs more the longer it is; of a picture of unknown
 * size, twice as long as high is allowed for.
 */
export function largestEdge(recipes: Recipe[], size: Size = { width: Infinity, height: Infinity }) {
  return Math.max(...recipes.map((recipe) => edgeFor(recipe, size)))
}

/** Whichever way the picture is turned. */
function edgeFor({ edge, box }: Recipe, { width, height }: Size) {
  if (box?.fit !== 'cover') return edge
  const ratio = Number.isFinite(width) ? Math.max(width, height) / Math.min(width, height) : 2
  const shortest = Math.max(box.width, box.height)
  return Math.min(maxEdge, Math.max(edge, Math.ceil(shortest * ratio)))
}

/** The size shrunk so that its longest edge is `edge`; never enlarged. */
export function fitted({ width, height }: Size, edge: number): Size {
  const scale = Math.min(1, edge / Math.max(width, height))
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  }
}
