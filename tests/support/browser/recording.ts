import { createHash, randomBytes } from 'node:crypto'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { temporaryFolder } from '#tests/support/services/temporary_folder'

const RATE = 48_000
const HEAD_BYTES = 44

/** Written at a time, and of a length that no recording is below. */
const CHUNK = 1_024 * 1_024

/**
 * A sound recording of so many bytes in a file of its own: noise in WAV, which may be of any
 * length and is read quickly. http://soundfile.sapp.org/doc/WaveFormat/
 */
export async function makeRecording(bytes: number, name = 'concert.wav') {
  const path = join(await temporaryFolder(), name)
  const digest = createHash('sha256')
  const noise = randomBytes(CHUNK)
  await using file = await open(path, 'w')
  for (let start = 0; start < bytes; start += CHUNK) {
    const chunk = start === 0 ? withHead(noise, bytes) : noise.subarray(0, bytes - start)
    digest.update(chunk)
    await file.writeFile(chunk)
  }
  return { path, sha256: digest.digest('base64') }
}

function withHead(noise: Buffer, bytes: number) {
  const recording = Buffer.from(noise)
  recording.write('RIFF', 0)
  recording.writeUInt32LE(bytes - 8, 4)
  recording.write('WAVEfmt ', 8)
  recording.writeUInt32LE(16, 16)
  recording.writeUInt16LE(1, 20)
  recording.writeUInt16LE(2, 22)
  recording.writeUInt32LE(RATE, 24)
  recording.writeUInt32LE(RATE * 4, 28)
  recording.writeUInt16LE(4, 32)
  recording.writeUInt16LE(16, 34)
  recording.write('data', 36)
  recording.writeUInt32LE(bytes - HEAD_BYTES, 40)
  return recording
}
