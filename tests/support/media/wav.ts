const HEADER_BYTES = 44
const RATE = 48_000

/** A recording of silence of about so many bytes, which is valid at any size. */
export function silence(size: number) {
  const data = Math.floor((size - HEADER_BYTES) / 4) * 4
  const wav = Buffer.alloc(HEADER_BYTES + data)
  wav.write('RIFF', 0)
  wav.writeUInt32LE(36 + data, 4)
  wav.write('WAVEfmt ', 8)
  wav.writeUInt32LE(16, 16)
  // PCM, two channels of 16 bits.
  wav.writeUInt16LE(1, 20)
  wav.writeUInt16LE(2, 22)
  wav.writeUInt32LE(RATE, 24)
  wav.writeUInt32LE(RATE * 4, 28)
  wav.writeUInt16LE(4, 32)
  wav.writeUInt16LE(16, 34)
  wav.write('data', 36)
  wav.writeUInt32LE(data, 40)
  return wav
}
