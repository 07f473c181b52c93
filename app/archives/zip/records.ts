/** A file in a ZIP archive: stored as it is, without compression. */
export interface ZipFile {
  /** Its path, with forward slashes. */
  name: string
  /** Bytes. */
  size: number
  /** `2026-07-01T10:00:00` by the clock that a person saw: what MS-DOS dates hold. */
  clock: string
  /** The same moment, in seconds since 1970. */
  time: number
}

/** From here on a number is written in the ZIP64 extra field. */
const MAX_32 = 0xffffffff
const MAX_16 = 0xffff

const NEEDS_ZIP64 = 45
const NEEDS_ZIP = 20
/** Made on Unix, so that readers use the mode; by version 4.5 of the specification. */
const MADE_BY = (3 << 8) | NEEDS_ZIP64
const REGULAR_FILE = 0o100644 * 2 ** 16
const NAME_IS_UTF8 = 1 << 11

/** What stands before the bytes of a file. Its length does not depend on the CRC-32. */
export function localHeader(file: ZipFile, crc32: number): Buffer {
  const name = Buffer.from(file.name)
  const isLarge = file.size >= MAX_32
  const extra = Buffer.concat([isLarge ? zip64([file.size, file.size]) : EMPTY, timestamp(file)])
  const header = Buffer.alloc(30)
  header.writeUInt32LE(0x04034b50, 0)
  writeShared(header.subarray(4), file, crc32, isLarge)
  header.writeUInt16LE(name.length, 26)
  header.writeUInt16LE(extra.length, 28)
  return Buffer.concat([header, name, extra])
}

/** The file in the central directory; `offset` is where its local header begins. */
export function directoryHeader(file: ZipFile, crc32: number, offset: number): Buffer {
  const name = Buffer.from(file.name)
  const isLarge = file.size >= MAX_32
  const large = [...(isLarge ? [file.size, file.size] : []), ...(offset >= MAX_32 ? [offset] : [])]
  const extra = Buffer.concat([large.length > 0 ? zip64(large) : EMPTY, timestamp(file)])
  const header = Buffer.alloc(46)
  header.writeUInt32LE(0x02014b50, 0)
  header.writeUInt16LE(MADE_BY, 4)
  writeShared(header.subarray(6), file, crc32, large.length > 0, isLarge)
  header.writeUInt16LE(name.length, 28)
  header.writeUInt16LE(extra.length, 30)
  header.writeUInt32LE(REGULAR_FILE, 38)
  header.writeUInt32LE(Math.min(offset, MAX_32), 42)
  return Buffer.concat([header, name, extra])
}

/** The end of an archive with so many files, whose central directory has `size` bytes. */
export function endOfArchive(directory: { files: number; offset: number; size: number }): Buffer {
  const { files, offset, size } = directory
  const isLarge = files >= MAX_16 || offset >= MAX_32 || size >= MAX_32
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(Math.min(files, MAX_16), 8)
  end.writeUInt16LE(Math.min(files, MAX_16), 10)
  end.writeUInt32LE(Math.min(size, MAX_32), 12)
  end.writeUInt32LE(Math.min(offset, MAX_32), 16)
  return isLarge ? Buffer.concat([endOfZip64(directory), end]) : end
}

function endOfZip64({ files, offset, size }: { files: number; offset: number; size: number }) {
  const end = Buffer.alloc(56)
  end.writeUInt32LE(0x06064b50, 0)
  end.writeBigUInt64LE(44n, 4)
  end.writeUInt16LE(MADE_BY, 12)
  end.writeUInt16LE(NEEDS_ZIP64, 14)
  end.writeBigUInt64LE(BigInt(files), 24)
  end.writeBigUInt64LE(BigInt(files), 32)
  end.writeBigUInt64LE(BigInt(size), 40)
  end.writeBigUInt64LE(BigInt(offset), 48)
  const locator = Buffer.alloc(20)
  locator.writeUInt32LE(0x07064b50, 0)
  locator.writeBigUInt64LE(BigInt(offset + size), 8)
  locator.writeUInt32LE(1, 16)
  return Buffer.concat([end, locator])
}

const EMPTY = Buffer.alloc(0)

/** The fields that both headers have, in the same order. */
function writeShared(
  header: Buffer,
  { size, clock }: ZipFile,
  crc32: number,
  needsZip64: boolean,
  isLarge = needsZip64
) {
  const { date, time } = dosTime(clock)
  const shown = isLarge ? MAX_32 : size
  header.writeUInt16LE(needsZip64 ? NEEDS_ZIP64 : NEEDS_ZIP, 0)
  header.writeUInt16LE(NAME_IS_UTF8, 2)
  header.writeUInt16LE(time, 6)
  header.writeUInt16LE(date, 8)
  header.writeUInt32LE(crc32, 10)
  header.writeUInt32LE(shown, 14)
  header.writeUInt32LE(shown, 18)
}

function zip64(values: number[]) {
  const field = Buffer.alloc(4 + 8 * values.length)
  field.writeUInt16LE(0x0001, 0)
  field.writeUInt16LE(8 * values.length, 2)
  for (const [index, value] of values.entries()) {
    field.writeBigUInt64LE(BigInt(value), 4 + 8 * index)
  }
  return field
}

/** The extended timestamp: when the file was changed, in UTC, as far as 32 bits reach. */
function timestamp({ time }: ZipFile) {
  const field = Buffer.alloc(9)
  field.writeUInt16LE(0x5455, 0)
  field.writeUInt16LE(5, 2)
  field.writeUInt8(1, 4)
  field.writeInt32LE(Math.max(-(2 ** 31), Math.min(time, 2 ** 31 - 1)), 5)
  return field
}

/** MS-DOS knows the years from 1980 to 2107, and every second second. */
function dosTime(clock: string) {
  const [year, month, day, hour, minute, second] = clock.split(/\D/).map(Number)
  if (year < 1980) return { date: (1 << 5) | 1, time: 0 }
  return {
    date: ((Math.min(year, 2107) - 1980) << 9) | (month << 5) | day,
    time: (hour << 11) | (minute << 5) | (second >> 1),
  }
}
