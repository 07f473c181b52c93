import { FileUnreadable } from './failures'
import type { HashAnswer } from './hash_worker'

/** The base64 SHA-256 of a file, read piece by piece in a thread of its own. */
export async function digestOf(
  file: Blob,
  { onProgress, signal }: { onProgress: (bytes: number) => void; signal: AbortSignal }
): Promise<string> {
  const worker = new Worker(new URL('./hash_worker.ts', import.meta.url), { type: 'module' })
  try {
    return await new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason))
      worker.addEventListener('error', (event) => reject(new Error(event.message)))
      worker.addEventListener('message', ({ data }: MessageEvent<HashAnswer>) => {
        if ('done' in data) onProgress(data.done)
        else if ('digest' in data) resolve(data.digest)
        else reject(new FileUnreadable())
      })
      worker.postMessage(file)
    })
  } finally {
    worker.terminate()
  }
}
