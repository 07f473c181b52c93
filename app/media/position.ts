import { compact } from '#app/media/meta'

interface Position {
  latitude?: number
  longitude?: number
  altitude?: number
  /** The altitude counts below the sea. */
  isBelow?: boolean
}

/**
 * A place on earth, in degrees and metres. Undefined where there cannot be one, and for zeros, which
 * devices write that do not know where they are.
 */
export function positionOf({ latitude, longitude, altitude, isBelow }: Position) {
  const [north, east] = [within(latitude, 90), within(longitude, 180)]
  if (north === undefined || east === undefined) return undefined
  if (north === 0 && east === 0) return undefined
  const height = within(altitude, 100_000)
  const isNegative = height !== undefined && isBelow
  return compact({
    latitude: north,
    longitude: east,
    altitude: isNegative ? -Math.abs(height) : height,
  })
}

function within(value: number | undefined, bound: number): number | undefined {
  return value !== undefined && Math.abs(value) <= bound ? value : undefined
}
