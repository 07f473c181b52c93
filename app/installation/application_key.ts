import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { readIfPresent, writeDurably } from '#app/process/files'
import { embeddedFiles } from '#app/process/variables'

/** The secret that this installation encrypts and signs with, made at the first start. */
export async function ensureApplicationKey(dataDir: string) {
  const path = join(dataDir, embeddedFiles.appKey)
  const kept = await readIfPresent(path)
  if (kept) return kept

  const key = randomBytes(32).toString('base64url')
  await writeDurably(path, key)
  return key
}
