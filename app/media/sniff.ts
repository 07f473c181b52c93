import { open } from 'node:fs/promises'
import { hasMpegAudio, id3Length } from '#app/media/mpeg_audio'
import { textOf } from '#app/media/xml_text'

/** Enough for every signature below; the root of an SVG may follow a long comment. */
const headLength = 64 * 1024

/** A reader of PDF looks for its name so far behind the start (ISO 32000-1, annex H, note 13). */
const pdfWithin = 1024

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
  await using file = await open(path)
  const headFrom = async (start: number) => {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headLength), 0, headLength, start)
    return buffer.subarray(0, bytesRead)
  }
  const head = await headFrom(0)
  const tags = id3Length(head)
  return tags > 0 ? typesBehindId3(await headFrom(tags)) : typesOf(head)
}

/** Music that begins with ID3v2 is MP3 by convention, and anything that says that it is not. */
function typesBehindId3(head: Buffer) {
  return head.toString('latin1', 0, 4) === 'fLaC' ? ['audio/flac'] : ['audio/mpeg']
}

/** The same from the first bytes themselves. */
export function typesOf(head: Buffer): string[] {
  const at = (offset: number, length: number) => head.toString('latin1', offset, offset + length)

  if (at(0, 3) === '\xff\xd8\xff') return ['image/jpeg']
  if (at(0, 8) === '\x89PNG\r\n\x1a\n') return ['image/png']
  if (at(0, 6) === 'GIF87a' || at(0, 6) === 'GIF89a') return ['image/gif']
  if (['II*\0', 'MM\0*', 'II+\0', 'MM\0+'].includes(at(0, 4))) return ['image/tiff']
  if (at(0, 4) === 'RIFF' && at(8, 4) === 'WEBP') return ['image/webp']
  if (['RIFF', 'RF64'].includes(at(0, 4)) && at(8, 4) === 'WAVE') return ['audio/wav']
  if (at(4, 4) === 'ftyp') return isoTypesOf(head)
  if (quicktimeAtom.test(at(4, 4))) return ['video/quicktime', 'video/mp4']
  if (at(0, 4) === '\x1aE\xdf\xa3') return at(0, 64).includes('webm') ? ['video/webm'] : []
  if (at(0, 4) === 'OggS') return ['audio/ogg']
  if (at(0, 4) === 'fLaC') return ['audio/flac']
  if (at(0, pdfWithin).includes('%PDF-')) return ['application/pdf']
  if (at(0, 3) === 'ID3') return ['audio/mpeg']
  if (isSvg(textOf(head))) return ['image/svg+xml']
  return hasMpegAudio(head) ? ['audio/mpeg'] : []
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

/** The root element is `svg`, after whatever declarations, comments and doctype come first. */
function isSvg(text: string) {
  const prolog = /^\uFEFF?(\s|<\?[^>]*>|<!--[\s\S]*?-->|<!DOCTYPE\s+svg\b[^>[]*(\[[^\]]*\]\s*)?>)*/
  return /^<(\w+:)?svg[\s>/]/.test(text.replace(prolog, ''))
}
