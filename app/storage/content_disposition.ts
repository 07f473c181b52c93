import type { SignedGet } from '#app/storage/object_store'

// Controls, marks that turn the reading direction, line and paragraph separators, and the
// separators of paths: none of them belongs to a name that a person sees or saves.
const UNSAFE = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}/\\]/gu
const NOT_PLAIN = /[^\x20-\x7e]|["%]/gu

/** What file systems take. */
const MAX_BYTES = 255

/** What a browser may show by itself. SVG, HTML and PDF can carry scripts and are always saved. */
const SHOWABLE = /^(image\/(?!svg)|video\/|audio\/)/

type Shown = Pick<SignedGet, 'disposition' | 'contentType' | 'filename'>

/**
 * The header that says how an object is shown and how it is named when saved: RFC 6266, with
 * the name in plain ASCII for old clients and, where that differs, in UTF-8 (RFC 8187).
 */
export function contentDisposition({ disposition, contentType, filename }: Shown): string {
  const type = SHOWABLE.test(contentType) ? disposition : 'attachment'
  if (filename === undefined) return type

  const name = shorten(filename.toWellFormed().replace(UNSAFE, '_').trim()) || 'file'
  const plain = name.replace(NOT_PLAIN, '_')
  const extended = plain === name ? '' : `; filename*=UTF-8''${encode(name)}`
  return `${type}; filename="${plain}"${extended}`
}

/** Cuts between characters and keeps the extension. */
function shorten(name: string) {
  if (Buffer.byteLength(name) <= MAX_BYTES) return name
  const extension = /\.[A-Za-z0-9]{1,10}$/.exec(name)?.[0] ?? ''
  const stem = Buffer.from(name.slice(0, name.length - extension.length))
  const room = stem.subarray(0, MAX_BYTES - extension.length)
  return new TextDecoder().decode(room, { stream: true }) + extension
}

function encode(name: string) {
  return encodeURIComponent(name).replace(/['()*]/g, (character) => {
    return `%${character.charCodeAt(0).toString(16).toUpperCase()}`
  })
}
