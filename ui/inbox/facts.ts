import type { Asset } from '../api/types'
import { bytes, dateTime, playtime } from '../lib/format'

export interface Fact {
  name: string
  text: string
  /** Where more of it is to be seen. */
  link?: string
}

type Meta = Record<string, unknown>

/** What there is to say of an asset, in the order in which people ask. */
export function factsOf(asset: Asset): Fact[] {
  const meta = asset.meta ?? {}
  const facts: [string, string | null, string?][] = [
    ['Taken', taken(meta)],
    ['Camera', camera(meta)],
    ['Lens', text(meta.lens)],
    ['Exposure', exposure(meta)],
    ['Place', ...place(meta)],
    ['Length', typeof meta.duration === 'number' ? playtime(meta.duration) : null],
    ['Pages', text(meta.pages)],
    ['Dimensions', dimensions(asset)],
    ['Size', bytes(asset.size)],
    ['Type', asset.contentType],
    ['Added', dateTime(asset.createdAt)],
    ['Sent by', senderOf(asset)],
    ['Through', asset.link?.title ?? null],
  ]
  return facts.flatMap(([name, value, link]) => (value ? [{ name, text: value, link }] : []))
}

function senderOf({ sender }: Asset) {
  return [sender?.name, sender?.email].filter(Boolean).join(', ') || null
}

// Without a zone it is the camera's own clock, which is shown as it stood.
function taken({ takenAt }: Meta) {
  return typeof takenAt === 'string' ? dateTime(takenAt) : null
}

function camera({ camera: given }: Meta) {
  const { make, model } = (given ?? {}) as { make?: string; model?: string }
  if (!make || !model) return make ?? model ?? null
  return model.toLowerCase().startsWith(make.toLowerCase()) ? model : `${make} ${model}`
}

function exposure({ exposureTime, aperture, iso, focalLength35mm, focalLength }: Meta) {
  const parts = [
    typeof exposureTime === 'number' && shutter(exposureTime),
    typeof aperture === 'number' && `ƒ/${round(aperture)}`,
    typeof iso === 'number' && `ISO ${iso}`,
    millimetres(focalLength35mm ?? focalLength),
  ]
  return parts.filter(Boolean).join(' · ') || null
}

function shutter(seconds: number) {
  return seconds < 0.3 ? `1/${Math.round(1 / seconds)} s` : `${round(seconds)} s`
}

function millimetres(length: unknown) {
  return typeof length === 'number' && `${Math.round(length)} mm`
}

function place({ gps }: Meta): [string | null, string?] {
  const { latitude, longitude } = (gps ?? {}) as { latitude?: number; longitude?: number }
  if (latitude === undefined || longitude === undefined) return [null]
  const [north, east] = [latitude.toFixed(5), longitude.toFixed(5)]
  const map = `https://www.openstreetmap.org/?mlat=${north}&mlon=${east}#map=14/${north}/${east}`
  return [`${north}, ${east}`, map]
}

function dimensions({ width, height }: Asset) {
  if (!width || !height) return null
  const megapixels = (width * height) / 1e6
  const note = megapixels >= 1 ? ` · ${round(megapixels)} MP` : ''
  return `${width} × ${height}${note}`
}

function text(value: unknown) {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null
}

function round(value: number) {
  return String(Math.round(value * 10) / 10)
}
