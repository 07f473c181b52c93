import { extname } from 'node:path'
import mime from 'mime-types'
import { type MediaKind } from '#app/media/media'

export interface Format {
  /** The canonical name, as the inspection gives it. */
  type: string
  kind: MediaKind
  extensions: string[]
  /** Other registered names of the format; what was declared by one of them keeps it. */
  names?: string[]
  /** Other names that programs send for the same bytes. */
  aliases?: string[]
  /** What a camera's sensor saw, shown by the preview that lies within. */
  isRaw?: boolean
  /** The program without which it is not accepted. */
  needs?: 'ffmpeg'
}

/** A RAW photograph; browsers that know such a type call it by one of the names. */
function raw(type: string, extension: string, ...aliases: string[]): Format {
  return { type, kind: 'image', extensions: [extension], aliases, isRaw: true }
}

/** All formats that can be accepted. */
export const formats: Format[] = [
  {
    type: 'image/jpeg',
    kind: 'image',
    extensions: ['jpg', 'jpeg', 'jpe', 'jfif'],
    aliases: ['image/jpg', 'image/pjpeg'],
  },
  { type: 'image/png', kind: 'image', extensions: ['png'], aliases: ['image/x-png', 'image/apng'] },
  { type: 'image/webp', kind: 'image', extensions: ['webp'] },
  { type: 'image/gif', kind: 'image', extensions: ['gif'] },
  { type: 'image/avif', kind: 'image', extensions: ['avif'], aliases: ['image/avif-sequence'] },
  { type: 'image/tiff', kind: 'image', extensions: ['tif', 'tiff'], aliases: ['image/tif'] },
  {
    type: 'image/heic',
    kind: 'image',
    extensions: ['heic', 'heif', 'hif'],
    names: ['image/heif'],
    aliases: ['image/heic-sequence', 'image/heif-sequence'],
  },
  {
    type: 'image/svg+xml',
    kind: 'image',
    extensions: ['svg'],
    aliases: ['image/svg'],
  },
  raw('image/x-canon-cr2', 'cr2'),
  raw('image/x-canon-cr3', 'cr3'),
  raw('image/x-nikon-nef', 'nef'),
  raw('image/x-sony-arw', 'arw'),
  raw('image/x-adobe-dng', 'dng', 'image/dng'),
  raw('image/x-fuji-raf', 'raf'),
  raw('image/x-olympus-orf', 'orf'),
  raw('image/x-panasonic-rw2', 'rw2'),
  raw('image/x-pentax-pef', 'pef'),
  {
    type: 'image/bmp',
    kind: 'image',
    extensions: ['bmp'],
    aliases: ['image/x-bmp', 'image/x-ms-bmp'],
    needs: 'ffmpeg',
  },
  {
    type: 'image/x-icon',
    kind: 'image',
    extensions: ['ico'],
    aliases: ['image/vnd.microsoft.icon', 'image/ico'],
    needs: 'ffmpeg',
  },
  { type: 'image/jxl', kind: 'image', extensions: ['jxl'], needs: 'ffmpeg' },
  { type: 'video/mp4', kind: 'video', extensions: ['mp4', 'm4v'], aliases: ['video/x-m4v'] },
  { type: 'video/quicktime', kind: 'video', extensions: ['mov', 'qt'] },
  { type: 'video/webm', kind: 'video', extensions: ['webm'] },
  {
    type: 'video/x-matroska',
    kind: 'video',
    extensions: ['mkv'],
    aliases: ['video/matroska'],
  },
  { type: 'audio/mpeg', kind: 'audio', extensions: ['mp3'], aliases: ['audio/mp3'] },
  {
    type: 'audio/mp4',
    kind: 'audio',
    extensions: ['m4a', 'm4b'],
    aliases: ['audio/m4a', 'audio/x-m4a'],
  },
  {
    type: 'audio/ogg',
    kind: 'audio',
    extensions: ['ogg', 'oga', 'opus'],
    aliases: ['application/ogg', 'audio/opus', 'audio/vorbis'],
  },
  { type: 'audio/flac', kind: 'audio', extensions: ['flac'], aliases: ['audio/x-flac'] },
  {
    type: 'audio/wav',
    kind: 'audio',
    extensions: ['wav'],
    aliases: ['audio/x-wav', 'audio/wave', 'audio/vnd.wave'],
  },
  {
    type: 'audio/aac',
    kind: 'audio',
    extensions: ['aac', 'adts'],
    aliases: ['audio/x-aac', 'audio/aacp', 'audio/x-hx-aac-adts'],
  },
  { type: 'application/pdf', kind: 'document', extensions: ['pdf'] },
]

/** The registered names of all formats. */
export const typeNames = formats.flatMap(({ type, names = [] }) => [type, ...names])

const byType = new Map(
  formats.flatMap((format) =>
    [format.type, ...(format.names ?? []), ...(format.aliases ?? [])].map((type) => [type, format])
  )
)
const byExtension = new Map(
  formats.flatMap((format) => format.extensions.map((extension) => [extension, format]))
)

/** The registered name of a declared content type; undefined if it is not accepted. */
export function typeNameOf(contentType: string) {
  const format = formatOf(contentType)
  const named = essenceOf(contentType)
  return format?.names?.includes(named) ? named : format?.type
}

/** The format of a declared content type, parameters and case aside; undefined if it is not accepted. */
export function formatOf(contentType: string) {
  return byType.get(essenceOf(contentType))
}

/** Whether its decoder is bounded from outside only, so that each file needs a process of its own. */
export function needsSandbox({ type, kind, isRaw, needs }: Format) {
  const isRisky = type === 'image/heic' || type === 'image/svg+xml'
  return kind !== 'image' || isRisky || isRaw === true || needs !== undefined
}

/** Whether libvips reads its header, so that what it costs is known before it is decoded. */
export function isMeasured({ type, kind, isRaw, needs }: Format) {
  return kind === 'image' && type !== 'image/svg+xml' && !isRaw && !needs
}

/**
 * Whether the extension of `filename` names another type than `contentType`. One that no type is
 * known for (`holiday.2024`, none at all) contradicts nothing.
 */
export function extensionContradicts(filename: string, contentType: string) {
  const extension = extname(filename).slice(1).toLowerCase()
  const known = mime.lookup(extension)
  const named = byExtension.get(extension) ?? (known ? (formatOf(known) ?? { type: known }) : false)
  return named !== false && named.type !== formatOf(contentType)?.type
}

function essenceOf(contentType: string) {
  return contentType.split(';', 1)[0].trim().toLowerCase()
}
