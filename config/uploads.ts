import env from '#start/env'
import storageConfig from '#config/storage'
import { formats } from '#app/media/formats'
import { tools } from '#config/media'
import type { MediaKind } from '#app/media/media'

const MB = 1_000_000
const GB = 1_000 * MB

/** What this installation can read: some need a program. */
const readable = formats.filter(({ needs }) => !needs || tools[needs]).map(({ type }) => type)

/** The accepted types: all that can be read here, unless ALLOWED_TYPES names fewer. */
export const allowedTypes = new Set(env.get('ALLOWED_TYPES')?.split(/[\s,]+/) ?? readable)

/** The largest file of each kind, in bytes. */
export const sizeLimits: Record<MediaKind, number> = {
  image: env.get('MAX_IMAGE_SIZE') ?? 100 * MB,
  video: env.get('MAX_VIDEO_SIZE') ?? 10 * GB,
  audio: env.get('MAX_AUDIO_SIZE') ?? GB,
  document: env.get('MAX_DOCUMENT_SIZE') ?? GB,
}

/** What a user may keep unless an administrator sets it otherwise: bytes and assets. */
export const defaultQuota = {
  bytes: env.get('QUOTA_BYTES') ?? 100 * GB,
  assets: env.get('QUOTA_ASSETS') ?? 1_000_000,
}

/** Days in which what was deleted can be restored; 0 erases at once. */
export const trashDays = env.get('TRASH_DAYS') ?? 30

/** How long a client may begin to send, and how long a signed url serves, in seconds. */
export const uploadUrlTtl = env.get('UPLOAD_URL_TTL') ?? 900
export const assetUrlTtl = env.get('ASSET_URL_TTL') ?? 3_600

// A url ends with the credentials that signed it. Those of a role pass, and the SDK renews them
// five minutes before, so that no freshly signed URL ends earlier than that.
const hasPassingCredentials = storageConfig.s3 && !storageConfig.s3.credentials
const mostSteady = hasPassingCredentials ? 240 : Infinity

/** How long an asset's urls stay the same, in seconds. */
export const assetUrlReuse = Math.min(Math.floor(assetUrlTtl / 6), mostSteady)

const MIB = 1024 ** 2

/** An upload in parts lives so long from the last time that it was spoken of, in seconds. */
export const multipartTtl = 7 * 86_400

/** Uploads of any kind that a user may have open at a time. */
export const openUploads = { max: 10_000 }

/** Multipart uploads that a user may have open at a time. */
export const openMultiparts = { max: 1_000 }

/** Bytes a part: 16 MiB, or as much as keeps the file within the 10,000 parts that S3 takes. */
export function partSizeFor(size: number) {
  return Math.max(16, Math.ceil(size / 10_000 / MIB)) * MIB
}

/** What is larger should come in parts, so that less is sent again after a failure. */
export const multipartAbove = 64 * MIB

/** S3 accepts at most this in one PUT: anything larger comes in parts. */
export const singlePutLimit = 5 * 1024 ** 3

/** What the store sends along with its events; without it they are not taken. */
export const storeHookSecret = env.get('STORE_HOOK_SECRET')
