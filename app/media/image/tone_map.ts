import { type Raster } from '#app/media/image/raster'

export type Transfer = 'pq' | 'hlg'

/** A picture of a high dynamic range, as it is coded: 16 bits a channel, three channels. */
export interface HdrRaster {
  data: Uint16Array
  width: number
  height: number
  transfer: Transfer
  /** By the numbers of ITU-T H.273, 8.1; BT.2020 unless it is P3 (11, 12) or BT.709 (1). */
  primaries?: number
}

/** Candela a square metre of paper white, in HDR pictures (ITU-R BT.2408) and where they end up. */
const white = 203

/** Of the screen that HLG is defined on. */
const hlgPeak = 1000

/** Linear red, green and blue of sRGB from those of other primaries. */
const toSrgb: Record<number, number[]> = {
  9: [1.6605, -0.5876, -0.0728, -0.1246, 1.1329, -0.0083, -0.0182, -0.1006, 1.1187],
  12: [1.2249, -0.2247, 0, -0.042, 1.0419, 0, -0.0197, -0.0786, 1.0979],
  1: [1, 0, 0, 0, 1, 0, 0, 0, 1],
}

const steps = 65_536

/**
 * The picture in sRGB: as bright as it is coded up to where its own peak needs room below paper
 * white, which the knee of ITU-R BT.2390 gives (5.4.1), by the largest of the three colours so that
 * none changes its hue.
 */
export function toneMap({ data, width, height, transfer, primaries = 9 }: HdrRaster): Raster {
  const linear = transfer === 'pq' ? pqTable() : hlgTable()
  const matrix = toSrgb[primaries === 11 ? 12 : primaries] ?? toSrgb[9]
  const light = lightOf(data, linear, transfer)
  const gain = gainTable(peakOf(light))
  const encoded = srgbTable()
  const pixels = Buffer.alloc(width * height * 3)
  for (let at = 0; at < pixels.length; at += 3) {
    const [red, green, blue] = [light[at], light[at + 1], light[at + 2]]
    const factor = gain(Math.max(red, green, blue)) / white
    for (let row = 0; row < 3; row++) {
      const sum = matrix[3 * row] * red + matrix[3 * row + 1] * green + matrix[3 * row + 2] * blue
      const value = Math.min(1, Math.max(0, sum * factor))
      pixels[at + row] = encoded[Math.round(value * (steps - 1))]
    }
  }
  return { data: pixels, width, height, channels: 3 }
}

/** Candela a square metre of each colour. HLG grows brighter with the whole pixel (BT.2100, table 5). */
function lightOf(data: Uint16Array, linear: Float32Array, transfer: Transfer) {
  const light = new Float32Array(data.length)
  for (let at = 0; at < data.length; at += 3) {
    const [red, green, blue] = [linear[data[at]], linear[data[at + 1]], linear[data[at + 2]]]
    const brightness = 0.2627 * red + 0.678 * green + 0.0593 * blue
    const factor = transfer === 'hlg' ? hlgPeak * brightness ** 0.2 : 1
    light[at] = red * factor
    light[at + 1] = green * factor
    light[at + 2] = blue * factor
  }
  return light
}

/** Single pixels that glitter do not darken all others. */
function peakOf(light: Float32Array) {
  const counts = new Uint32Array(1024)
  for (let at = 0; at < light.length; at += 3) {
    const brightest = Math.max(light[at], light[at + 1], light[at + 2])
    counts[Math.min(1023, Math.floor(pqOf(brightest) * 1024))]++
  }
  let above = light.length / 3 / 1000
  let bin = 1023
  while (bin > 0 && (above -= counts[bin]) > 0) bin--
  return nitsOf((bin + 1) / 1024)
}

/** What each brightness is multiplied with. */
function gainTable(peak: number) {
  const [top, target] = [pqOf(Math.max(peak, white)), pqOf(white)]
  const most = target / top
  const knee = 1.5 * most - 0.5
  return (nits: number) => {
    const level = Math.min(1, pqOf(nits) / top)
    if (nits <= 0 || level <= knee) return 1
    const t = (level - knee) / (1 - knee)
    const [t2, t3] = [t * t, t * t * t]
    const curve =
      (2 * t3 - 3 * t2 + 1) * knee + (t3 - 2 * t2 + t) * (1 - knee) + (3 * t2 - 2 * t3) * most
    return nitsOf(curve * top) / nits
  }
}

/** SMPTE ST 2084. */
const [m1, m2, c1, c2, c3] = [0.1593017578125, 78.84375, 0.8359375, 18.8515625, 18.6875]

function nitsOf(coded: number) {
  const power = coded ** (1 / m2)
  return 10_000 * (Math.max(0, power - c1) / (c2 - c3 * power)) ** (1 / m1)
}

function pqOf(nits: number) {
  const power = (nits / 10_000) ** m1
  return ((c1 + c2 * power) / (1 + c3 * power)) ** m2
}

function table(valueOf: (share: number) => number) {
  return Float32Array.from({ length: steps }, (_, index) => valueOf(index / (steps - 1)))
}

function pqTable() {
  return table(nitsOf)
}

/** ITU-R BT.2100, table 5. */
function hlgTable() {
  const [a, b, c] = [0.17883277, 0.28466892, 0.55991073]
  return table((x) => (x <= 0.5 ? (x * x) / 3 : (Math.exp((x - c) / a) + b) / 12))
}

function srgbTable() {
  return Uint8Array.from({ length: steps }, (_, index) => {
    const x = index / (steps - 1)
    return Math.round(255 * (x <= 0.0031308 ? 12.92 * x : 1.055 * x ** (1 / 2.4) - 0.055))
  })
}
