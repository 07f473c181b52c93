/** Types that some systems do not know by the file's name. */
const BY_EXTENSION: Record<string, string> = {
  aac: 'audio/aac',
  arw: 'image/x-sony-arw',
  avif: 'image/avif',
  bmp: 'image/bmp',
  cr2: 'image/x-canon-cr2',
  cr3: 'image/x-canon-cr3',
  dng: 'image/x-adobe-dng',
  flac: 'audio/flac',
  heic: 'image/heic',
  heif: 'image/heif',
  ico: 'image/x-icon',
  jxl: 'image/jxl',
  m4a: 'audio/mp4',
  mkv: 'video/x-matroska',
  mov: 'video/quicktime',
  nef: 'image/x-nikon-nef',
  ogg: 'audio/ogg',
  opus: 'audio/ogg',
  orf: 'image/x-olympus-orf',
  pef: 'image/x-pentax-pef',
  raf: 'image/x-fuji-raf',
  rw2: 'image/x-panasonic-rw2',
  tif: 'image/tiff',
  tiff: 'image/tiff',
  webp: 'image/webp',
}

/** What some systems say of every file that they do not know. */
const UNKNOWN = 'application/octet-stream'

/** The content type of a file, as well as can be told. */
export function typeOf({ type, name }: Pick<File, 'type' | 'name'>) {
  const extension = name.split('.').at(-1)!.toLowerCase()
  const isTold = type && type !== UNKNOWN
  return isTold ? type : (BY_EXTENSION[extension] ?? UNKNOWN)
}
