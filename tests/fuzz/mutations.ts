/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
export function randomFrom(seed: number) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export type Random = () => number
type Mutation = (bytes: Buffer, random: Random) => Buffer

const below = (random: Random, bound: number) => Math.floor(random() * bound)

/** Lengths, sizes and counts are what decoders trust, and these are what they trust least. */
const extremes = [0, 1, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff]

const mutations: Mutation[] = [
  function flipBits(bytes, random) {
    const flips = 1 + below(random, 16)
    for (let flip = 0; flip < flips; flip++)
      bytes[below(random, bytes.length)] ^= 1 << below(random, 8)
    return bytes
  },

  /** Most structure is at the beginning. */
  function flipBitsOfHead(bytes, random) {
    bytes[below(random, Math.min(bytes.length, 512))] ^= 1 << below(random, 8)
    return bytes
  },

  function setExtreme(bytes, random) {
    const offset = below(random, Math.min(bytes.length, 2048) - 4)
    const value = extremes[below(random, extremes.length)]
    if (random() < 0.5) bytes.writeUInt32BE(value, offset)
    else bytes.writeUInt32LE(value, offset)
    return bytes
  },

  function overwrite(bytes, random) {
    const start = below(random, bytes.length)
    const value = random() < 0.5 ? 0 : below(random, 256)
    return bytes.fill(value, start, Math.min(bytes.length, start + 1 + below(random, 256)))
  },

  function cutOff(bytes, random) {
    return bytes.subarray(0, 16 + below(random, bytes.length - 16))
  },

  function removePart(bytes, random) {
    const start = below(random, bytes.length)
    return Buffer.concat([
      bytes.subarray(0, start),
      bytes.subarray(start + 1 + below(random, 4096)),
    ])
  },

  function repeatPart(bytes, random) {
    const start = below(random, bytes.length)
    const part = bytes.subarray(start, start + 1 + below(random, 4096))
    const times = Array.from({ length: 1 + below(random, 20) }, () => part)
    return Buffer.concat([bytes.subarray(0, start), ...times, bytes.subarray(start)])
  },
]

/** A copy of a file with one to three mutations. */
export function mutate(original: Buffer, random: Random): Buffer {
  let bytes: Buffer = Buffer.from(original)
  const count = 1 + below(random, 3)
  for (let index = 0; index < count && bytes.length > 32; index++) {
    bytes = mutations[below(random, mutations.length)](bytes, random)
  }
  return bytes
}
