import { createHash, randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { temporaryFolder } from '#tests/support/temporary_folder'

const RATE = 48_000
const HEAD_BYTES = 44

/**
 * A sound recording of so many bytes in a file of its own: noise in WAV, which may be of any
 * length and is read quickly. http://soundfile.sapp.org/doc/WaveFormat/
 */
export async function makeRecording(bytes: number, name = 'concert.wav') {
  const recording = Buffer.alloc(bytes)
  const chunk = randomBytes(1_024 * 1_024)
  for (let start = HEAD_BYTES; start < bytes; start += chunk.length) chunk.copy(recording, start)

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

  const path = join(await temporaryFolder(), name)
  await writeFile(path, recording)
  return { path, sha256: createHash('sha256').update(recording).digest('base64') }
}
