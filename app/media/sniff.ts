import { open } from 'node:fs/promises'

/** Enough for every signature below; the root of an SVG may follow a long comment. */
const headLength = 4096

/** Brands of an ISO media file (ISO/IEC 14496-12), by what they may hold. */
const brands: [RegExp, string[]][] = [
  [/^(avif|avis)$/, ['image/avif']],
  [/^(heic|heix|heim|heis|hevc|hevx|hevm|hevs)$/, ['image/heic']],
  [/^(M4A |M4B )$/, ['audio/mp4']],
  [/^qt {2}$/, ['video/quicktime', 'video/mp4']],
  [/^(isom|iso[2-9]|mp4[12]|avc1|M4V |MSNV|dash|3g[pr][4-9]|f4v )$/, ['video/mp4', 'audio/mp4']],
]

/** The atoms that a QuickTime file older than its `ftyp` may begin with. */
const quicktimeAtom = /^(moov|mdat|wide|free|skip|pnot)$/

/**
 * The types that the first bytes of the file prove, in canonical names; several where a container
 * does not tell (an `mp4` brand says nothing of a picture track), none where nothing is known.
 */
export async function sniff(path: string): Promise<string[]> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headLength), 0, headLength, 0)
    return typesOf(buffer.subarray(0, bytesRead))
  } finally {
    await file.close()
  }
}

/** The same from the first bytes themselves. */
export function typesOf(head: Buffer): string[] {
  const at = (offset: number, length: number) => head.toString('latin1', offset, offset + length)

  if (at(0, 3) === '\xff\xd8\xff') return ['image/jpeg']
  if (at(0, 8) === '\x89PNG\r\n\x1a\n') return ['image/png']
  if (at(0, 6) === 'GIF87a' || at(0, 6) === 'GIF89a') return ['image/gif']
  if (['II*\0', 'MM\0*', 'II+\0', 'MM\0+'].includes(at(0, 4))) return ['image/tiff']
  if (at(0, 4) === 'RIFF' && at(8, 4) === 'WEBP') return ['image/webp']
  if (at(0, 4) === 'RIFF' && at(8, 4) === 'WAVE') return ['audio/wav']
  if (at(4, 4) === 'ftyp') return isoTypesOf(head)
  if (quicktimeAtom.test(at(4, 4))) return ['video/quicktime', 'video/mp4']
  if (at(0, 4) === '\x1aE\xdf\xa3') return at(0, 64).includes('webm') ? ['video/webm'] : []
  if (at(0, 4) === 'OggS') return ['audio/ogg']
  if (at(0, 4) === 'fLaC') return ['audio/flac']
  if (at(0, 5) === '%PDF-') return ['application/pdf']
  if (at(0, 3) === 'ID3' || isMpegAudio(head)) return ['audio/mpeg']
  if (isSvg(head.toString('utf8'))) return ['image/svg+xml']
  return []
}

/** The major brand decides; `mif1` and the like only name a structure, the next brands its codec. */
function isoTypesOf(head: Buffer) {
  const end = Math.min(head.length, head.readUInt32BE(0))
  const candidates = [head.toString('latin1', 8, 12)]
  for (let offset = 16; offset + 4 <= end; offset += 4) {
    candidates.push(head.toString('latin1', offset, offset + 4))
  }
  for (const candidate of candidates) {
    const match = brands.find(([brand]) => brand.test(candidate))
    if (match) return match[1]
  }
  return candidates.includes('mif1') || candidates.includes('msf1') ? ['image/heic'] : []
}

/** An MPEG audio frame of layer III: 11 bits of sync, then version, layer, bit rate, sample rate. */
function isMpegAudio(head: Buffer) {
  if (head.length < 4 || head[0] !== 0xff || (head[1] & 0xe6) !== 0xe2) return false
  return head[2] >> 4 !== 0xf && ((head[2] >> 2) & 3) !== 3
}

/** The root element is `svg`, after whatever declarations, comments and doctype come first. */
function isSvg(text: string) {
  const prolog = /^\uFEFF?(\s|<\?[^>]*>|<!--[\s\S]*?-->|<!DOCTYPE\s+svg\b[^>[]*(\[[^\]]*\]\s*)?>)*/
  return /^<(\w+:)?svg[\s>/]/.test(text.replace(prolog, ''))
}
