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

/** Below it lies what the scanner refused, one object for each asset. */
export const MALWARE = 'quarantine/malware/'

export function malwareKey(id: string) {
  return `${MALWARE}${id}`
}

/** The id of the asset whose original lies under this key of quarantine. */
export function idOfMalware(key: string) {
  return key.slice(MALWARE.length)
}
