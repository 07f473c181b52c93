import { type Recipe } from '#app/media/media'

interface Size {
  width: number
  height: number
}

/** A picture is decoded once, as large as its largest variant. */
export function largestEdge(recipes: Recipe[]) {
  return Math.max(...recipes.map((recipe) => recipe.edge))
}

/** The size shrunk so that its longest edge is `edge`; never enlarged. */
export function fitted({ width, height }: Size, edge: number): Size {
  const scale = Math.min(1, edge / Math.max(width, height))
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  }
}
