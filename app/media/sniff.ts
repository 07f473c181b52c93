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
  [/^crx $/, ['image/x-canon-cr3']],
  [/^(heic|heix|heim|heis|hevc|hevx|hevm|hevs)$/, ['image/heic']],
  [/^(M4A |M4B )$/, ['audio/mp4']],
  [/^qt {2}$/, ['video/quicktime', 'video/mp4']],
  [/^(isom|iso[2-9]|mp4[12]|avc1|M4V |MSNV|dash|3g[pr][4-9]|f4v )$/, ['video/mp4', 'audio/mp4']],
]

/** RAW photographs that nothing in their first bytes tells from a TIFF, which they are. */
const tiffTypes = [
  'image/tiff',
  'image/x-nikon-nef',
  'image/x-sony-arw',
  'image/x-adobe-dng',
  'image/x-pentax-pef',
]

/** Of types that are told by how they begin. */
const beginnings: [start: string, types: string[]][] = [
  ['\xff\xd8\xff', ['image/jpeg']],
  ['\x89PNG\r\n\x1a\n', ['image/png']],
  ['GIF87a', ['image/gif']],
  ['GIF89a', ['image/gif']],
  ['II*\0', tiffTypes],
  ['MM\0*', tiffTypes],
  ['II+\0', ['image/tiff']],
  ['MM\0+', ['image/tiff']],
  ['IIRO', ['image/x-olympus-orf']],
  ['IIRS', ['image/x-olympus-orf']],
  ['MMOR', ['image/x-olympus-orf']],
  ['IIU\0', ['image/x-panasonic-rw2']],
  ['FUJIFILMCCD-RAW', ['image/x-fuji-raf']],
  ['\0\0\x01\0', ['image/x-icon']],
  ['\xff\x0a', ['image/jxl']],
  ['\0\0\0\x0cJXL ', ['image/jxl']],
  ['OggS', ['audio/ogg']],
  ['fLaC', ['audio/flac']],
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

  if (at(0, 4) === 'II*\0' && at(8, 2) === 'CR') return ['image/x-canon-cr2']
  const told = beginnings.find(([start]) => at(0, start.length) === start)
  if (told) return told[1]
  if (at(0, 2) === 'BM' && at(6, 4) === '\0\0\0\0') return ['image/bmp']
  if (at(0, 4) === 'RIFF' && at(8, 4) === 'WEBP') return ['image/webp']
  if (['RIFF', 'RF64'].includes(at(0, 4)) && at(8, 4) === 'WAVE') return ['audio/wav']
  if (at(4, 4) === 'ftyp') return isoTypesOf(head)
  if (quicktimeAtom.test(at(4, 4))) return ['video/quicktime', 'video/mp4']
  if (at(0, 4) === '\x1aE\xdf\xa3') return matroskaTypes(at(0, 64))
  if (at(0, pdfWithin).includes('%PDF-')) return ['application/pdf']
  if (at(0, 3) === 'ID3') return ['audio/mpeg']
  if (isAdts(head)) return ['audio/aac']
  if (isSvg(textOf(head))) return ['image/svg+xml']
  return hasMpegAudio(head) ? ['audio/mpeg'] : []
}

function matroskaTypes(head: string) {
  if (head.includes('webm')) return ['video/webm']
  return head.includes('matroska') ? ['video/x-matroska'] : []
}

/** A frame of AAC, and where it says another one (ISO/IEC 13818-7, 6.2): of layer 0, unlike MP3. */
function isAdts(head: Buffer) {
  const isFrame = (at: number) => head[at] === 0xff && (head[at + 1] & 0xf6) === 0xf0
  if (head.length < 7 || !isFrame(0)) return false
  const length = ((head.readUIntBE(3, 3) & 0x3ffff) >> 5) & 0x1fff
  return length >= 7 && (length >= head.length || isFrame(length))
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
