/** A frame of MPEG audio (ISO/IEC 11172-3 and 13818-3). */
export interface Frame {
  /** Bytes. */
  length: number
  samples: number
  sampleRate: number
  /** Bytes from the start of the frame to where a header for the whole file may stand. */
  side: number
}

/** Bits a second by version and layer, in thousands, as the index in the header counts them. */
const bitRates: Record<string, number[]> = {
  '1/1': [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  '1/2': [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  '1/3': [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  '2/1': [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  '2/2': [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
}

/** Of version 1; the half of it in version 2, a quarter in version 2.5. */
const sampleRates = [44_100, 48_000, 32_000]

/** So many frames follow each other in what is music, and not by chance in anything else. */
const inARow = 3

/** Bytes of an ID3v2 tag at the start of the file, its header and footer included; 0 without one. */
export function id3Length(head: Buffer): number {
  if (head.length < 10 || head.toString('latin1', 0, 3) !== 'ID3') return 0
  const size = [6, 7, 8, 9].reduce((sum, at) => sum * 128 + (head[at] & 0x7f), 0)
  return 10 + size + (head[5] & 0x10 ? 10 : 0)
}

/** The frame whose header begins at `at`; undefined where there is none. */
export function frameAt(bytes: Buffer, at: number): Frame | undefined {
  if (at + 4 > bytes.length || bytes[at] !== 0xff || (bytes[at + 1] & 0xe0) !== 0xe0)
    return undefined
  const version = (bytes[at + 1] >> 3) & 3
  const layer = 4 - ((bytes[at + 1] >> 1) & 3)
  const rate = sampleRates[(bytes[at + 2] >> 2) & 3]
  if (version === 1 || layer === 4 || !rate) return undefined
  const isFirst = version === 3
  const bits = bitRates[`${isFirst ? 1 : 2}/${isFirst ? layer : Math.min(layer, 2)}`]
  const bitRate = bits[(bytes[at + 2] >> 4) - 1]
  if (!bitRate) return undefined
  const sampleRate = rate / { 0: 4, 2: 2, 3: 1 }[version]!
  const samples = layer === 1 ? 384 : layer === 3 && !isFirst ? 576 : 1152
  const padding = (bytes[at + 2] >> 1) & 1
  const slots = Math.floor((samples / 8) * ((bitRate * 1000) / sampleRate))
  const isMono = bytes[at + 3] >> 6 === 3
  return {
    length: layer === 1 ? 4 * (Math.floor(slots / 4) + padding) : slots + padding,
    samples,
    sampleRate,
    side: 4 + (isFirst ? (isMono ? 17 : 32) : isMono ? 9 : 17),
  }
}

/** Whether frames follow each other somewhere in the first bytes of a file: encoders pad with zeros. */
export function hasMpegAudio(head: Buffer): boolean {
  for (let start = head.indexOf(0xff); start >= 0; start = head.indexOf(0xff, start + 1)) {
    let at = start
    for (let count = 0; count < inARow; count++) {
      const frame = frameAt(head, at)
      if (!frame) break
      at += frame.length
      if (count + 1 === inARow || at === head.length) return true
    }
  }
  return false
}
