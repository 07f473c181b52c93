// Controls, marks that turn the reading direction, line and paragraph separators, and what Windows
// does not take in a name, the separators of paths among it.
const UNSAFE = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\p{Zs}<>:"/\\|?*]/gu

/** Names of devices on Windows, whatever follows their first dot. */
const RESERVED = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³]) *(\.|$)/i

/** Bytes: file systems take 255, encrypted ones less, and a number may be added. */
const MAX_BYTES = 130

/** A name that every file system takes, as close to the given one as possible. */
export function safeName(given: string): string {
  const plain = given
    .toWellFormed()
    .normalize('NFC')
    .replace(UNSAFE, (character) => (/\p{Zs}/u.test(character) ? ' ' : '_'))
    .trim()
    .replace(/[. ]+$/, '')
    .replace(/^\.+/, '_')
  const name = RESERVED.test(plain) ? `_${plain}` : plain
  const { stem, extension } = split(name)
  return shorten(stem, MAX_BYTES - Buffer.byteLength(extension)) + extension || 'file'
}

/**
 * Gives each file a name of its own, for file systems that ignore case or normalise Unicode too.
 * It keeps a number for each name, not the name.
 */
export class UniqueNames {
  readonly #counts = new Map<number, number>()

  /** Whatever is `taken` is given to no file. */
  constructor(taken: string[] = []) {
    for (const name of taken) this.#counts.set(hashOf(name), 1)
  }

  /** The name, safe and with a number before its extension if it was given before. */
  give(given: string, folder = ''): string {
    const name = safeName(given)
    const hash = hashOf(folder + name)
    let count = (this.#counts.get(hash) ?? 0) + 1
    if (count === 1) return this.#keep(folder + name, hash)
    const { stem, extension } = split(name)
    for (; ; count++) {
      const numbered = `${folder}${stem} (${count})${extension}`
      if (this.#counts.has(hashOf(numbered))) continue
      this.#counts.set(hash, count)
      return this.#keep(numbered, hashOf(numbered))
    }
  }

  #keep(name: string, hash: number) {
    this.#counts.set(hash, 1)
    return name
  }
}

function split(name: string) {
  const extension = /(?<=.)\.[A-Za-z0-9]{1,10}$/.exec(name)?.[0] ?? ''
  return { stem: name.slice(0, name.length - extension.length), extension }
}

/** Cuts between characters. */
function shorten(stem: string, room: number) {
  const bytes = Buffer.from(stem)
  if (bytes.length <= room) return stem
  return new TextDecoder().decode(bytes.subarray(0, room), { stream: true }).trimEnd()
}

/** 53 bits (cyrb53). Two names that share one by chance cost one of them a number, nothing else. */
function hashOf(name: string) {
  // Upper case first: ß is SS where case is ignored.
  const folded = name.normalize('NFD').toUpperCase().toLowerCase()
  let low = 0xdeadbeef
  let high = 0x41c6ce57
  for (let index = 0; index < folded.length; index++) {
    const code = folded.charCodeAt(index)
    low = Math.imul(low ^ code, 2654435761)
    high = Math.imul(high ^ code, 1597334677)
  }
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  return 4294967296 * (2097151 & high) + (low >>> 0)
}
