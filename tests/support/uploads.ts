import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import mime from 'mime-types'
import type User from '#models/user'
import Asset from '#models/asset'
import { PresignUpload } from '#actions/presign_upload'
import type { SealedRequest } from '#storage/object_store'

const MEDIA = new URL('../fixtures/media/', import.meta.url)

/** A real file of `tests/fixtures/media`, as a client knows it before it asks for an upload. */
export async function mediaFile(name: string) {
  const bytes = await readFile(new URL(name, MEDIA))
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
export function put({ url, method, headers }: Omit<SealedRequest, 'expiresAt'>, bytes: Buffer) {
  return fetch(url, { method, headers, body: new Uint8Array(bytes) })
}

/** An asset of the user whose bytes have arrived and that nobody has completed yet. */
export async function uploaded(user: User, name = 'good/phone.jpg') {
  const { bytes, declaration } = await mediaFile(name)
  const { asset, upload } = await new PresignUpload().handle({ ...declaration, userId: user.id })
  const response = await put(upload, bytes)
  if (!response.ok) throw new Error(`the store answered ${response.status} to a PUT`)
  return Asset.findOrFail(asset.id)
}
