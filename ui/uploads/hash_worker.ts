import { sha256 } from '@noble/hashes/sha2.js'

/** Bytes read at a time: memory stays flat however large the file is. */
const CHUNK = 4 * 1_024 * 1_024

/** Files up to so many bytes are hashed by the browser, which is faster and reads them whole. */
const WHOLE = 32 * 1_024 * 1_024

export type HashAnswer = { done: number } | { digest: string } | { failure: string }

/** Hashes the file that it is given, telling how far it is, and answers with base64. */
addEventListener('message', async ({ data: file }: MessageEvent<Blob>) => {
  try {
    // Where the address is not secure, the browser does not hash.
    const isNative = crypto.subtle && file.size <= WHOLE
    const digest = isNative ? await hashWhole(file) : await hashChunks(file)
    answer({ digest: btoa(String.fromCharCode(...digest)) })
  } catch (error) {
    // The file was moved, changed or made unreadable since it was chosen.
    answer({ failure: String(error) })
  }
})

async function hashWhole(file: Blob) {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()))
}

async function hashChunks(file: Blob) {
  const hash = sha256.create()
  for (let start = 0; start < file.size; start += CHUNK) {
    const chunk = await file.slice(start, start + CHUNK).arrayBuffer()
    hash.update(new Uint8Array(chunk))
    answer({ done: start + chunk.byteLength })
  }
  return hash.digest()
}

function answer(message: HashAnswer) {
  postMessage(message)
}
