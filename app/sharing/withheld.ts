import type { AssetFields } from '#app/assets/fields'
import type { OpenShare } from '#app/sharing/open_share'

/** Whether the share gives the original file of the asset to nobody. */
export function isWithheld(
  { originals, location }: Pick<OpenShare, 'originals' | 'location'>,
  { meta }: Pick<AssetFields, 'meta'>
) {
  return !originals || (!location && holdsLocation(meta))
}

// The facts may leave out a place that the file still holds.
function holdsLocation(meta: AssetFields['meta']) {
  return Boolean(meta?.gps ?? meta?.gpsWithheld)
}
