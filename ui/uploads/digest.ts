import { FileUnreadable } from './failures'
import type { HashAnswer } from './hash_worker'

/** Workers without a file: starting one costs more than hashing a photo. */
const idle: Worker[] = []

/** The base64 SHA-256 of a file, read piece by piece in another thread. */
export async function digestOf(
  file: Blob,
  { onProgress, signal }: { onProgress: (bytes: number) => void; signal: AbortSignal }
): Promise<string> {
  const worker =
    idle.pop() ?? new Worker(new URL('./hash_worker.ts', import.meta.url), { type: 'module' })
  const listening = new AbortController()
  try {
    const digest = await new Promise<string>((resolve, reject) => {
      const options = { signal: listening.signal }
      signal.addEventListener('abort', () => reject(signal.reason), options)
      worker.addEventListener('error', (event) => reject(new Error(event.message)), options)
      worker.addEventListener(
        'message',
        ({ data }: MessageEvent<HashAnswer>) => {
          if ('done' in data) onProgress(data.done)
          else if ('digest' in data) resolve(data.digest)
          else reject(new FileUnreadable())
        },
        options
      )
      worker.postMessage(file)
    })
    idle.push(worker)
    return digest
  } catch (error) {
    // It may still be reading.
    worker.terminate()
    throw error
  } finally {
    listening.abort()
  }
}
