import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import mime from 'mime-types'
import type User from '#app/accounts/models/user'
import Asset from '#app/assets/models/asset'
import { PresignUpload } from '#app/uploads/actions/presign_upload'
import type { PresignedRequest } from '#app/storage/object_store'

const MEDIA = new URL('../../fixtures/media/', import.meta.url)

/** A real file of `tests/fixtures/media`, changed or not, as a client knows it before its upload. */
export async function mediaFile(name: string, change = (bytes: Buffer) => bytes) {
  const bytes = change(await readFile(new URL(name, MEDIA)))
  const filename = basename(name)
  return {
    bytes,
    declaration: { filename, contentType: mime.lookup(filename) || '', size: bytes.length },
  }
}

export function sha256(bytes: Buffer) {
  return createHash('sha256').update(bytes).digest('base64')
}

/** Sends the bytes as a client does: exactly the url and headers that it was given. */
export function put({ url, method, headers }: Omit<PresignedRequest, 'expiresAt'>, bytes: Buffer) {
  return fetch(url, { method, headers, body: new Uint8Array(bytes) })
}

/** An asset of the user whose bytes, changed or not, have arrived, and that nobody has completed. */
export async function uploaded(
  user: User,
  name = 'good/phone.jpg',
  change?: (bytes: Buffer) => Buffer
) {
  const { bytes, declaration } = await mediaFile(name, change)
  const { asset, upload } = await new PresignUpload().handle({ ...declaration, userId: user.id })
  const response = await put(upload!, bytes)
  if (!response.ok) throw new Error(`the store answered ${response.status} to a PUT`)
  return Asset.findOrFail(asset.id)
}
