/** All keys of one asset begin with this. */
export function assetPrefix(id: string) {
  return `assets/${id}/`
}

/** The original never changes its key. */
export function originalKey(id: string) {
  return `${assetPrefix(id)}original`
}

/** What the row of the asset can be made again from. */
export function recordKey(id: string) {
  return `${assetPrefix(id)}record.json`
}
