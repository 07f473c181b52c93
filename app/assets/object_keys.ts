/** All keys of one asset begin with this. */
export function assetPrefix(id: string) {
  return `assets/${id}/`
}

/** The original never changes its key. */
export function originalKey(id: string) {
  return `${assetPrefix(id)}original`
}
