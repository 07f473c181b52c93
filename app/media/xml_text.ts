/** What UTF-16 begins with, with a mark of its order or the first sign of markup. */
const utf16 = { little: ['fffe', '3c00'], big: ['feff', '003c'] }

/** The text of an XML document, in UTF-8 or either order of UTF-16. */
export function textOf(bytes: Buffer): string {
  const start = bytes.toString('hex', 0, 2)
  if (utf16.little.includes(start)) return bytes.toString('utf16le')
  if (!utf16.big.includes(start)) return bytes.toString('utf8')
  const whole = bytes.subarray(0, bytes.length - (bytes.length % 2))
  return Buffer.from(whole).swap16().toString('utf16le')
}

/** Whether a document is not in bytes that ASCII is a part of. */
export function isUtf16(bytes: Buffer): boolean {
  return Object.values(utf16)
    .flat()
    .includes(bytes.toString('hex', 0, 2))
}
