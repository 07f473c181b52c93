/** Types that some systems do not know by the file's name. */
const BY_EXTENSION: Record<string, string> = {
  avif: 'image/avif',
  flac: 'audio/flac',
  heic: 'image/heic',
  heif: 'image/heif',
  m4a: 'audio/mp4',
  mov: 'video/quicktime',
  ogg: 'audio/ogg',
  opus: 'audio/ogg',
  tif: 'image/tiff',
  tiff: 'image/tiff',
  webp: 'image/webp',
}

/** The content type of a file, as well as can be told. */
export function typeOf({ type, name }: Pick<File, 'type' | 'name'>) {
  const extension = name.split('.').at(-1)!.toLowerCase()
  return type || BY_EXTENSION[extension] || 'application/octet-stream'
}
