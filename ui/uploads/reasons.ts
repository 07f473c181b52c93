import { ApiFailure, sentenceOf } from '../api/failure'
import { bytes } from '../lib/format'
import { instance } from '../session/instance'
import { FileUnreadable, StoreRefusal } from './failures'
import type { Upload } from './upload'

const KINDS = { image: 'Photos', video: 'Videos', audio: 'Sound files', document: 'PDFs' }

/** Why a file was refused, in the words of whoever chose it. */
export function reasonOf(error: unknown, { record }: Upload) {
  if (error instanceof FileUnreadable || error instanceof StoreRefusal) return error.message
  if (!(error instanceof ApiFailure)) return sentenceOf(error)
  switch (error.code) {
    case 'E_TYPE_NOT_ALLOWED':
      return 'This kind of file cannot be added. Photos, videos, sound and PDFs can.'
    case 'E_FILE_EMPTY':
      return 'There is nothing in this file.'
    case 'E_FILE_TOO_LARGE':
      return tooLarge(record.type)
    case 'E_QUOTA_EXCEEDED':
      return 'Your space is full. Delete something and empty the trash, then try again.'
    case 'E_STORE_FULL':
      return 'The server has no room left'
    default:
      return sentenceOf(error)
  }
}

/** Whether the same file may be accepted later. */
export function mayHelp(error: unknown) {
  const isFinal = ['E_TYPE_NOT_ALLOWED', 'E_FILE_EMPTY', 'E_FILE_TOO_LARGE']
  return !(error instanceof ApiFailure && isFinal.includes(error.code))
}

function tooLarge(type: string) {
  const known = instance.value.uploads?.types.find(({ contentType }) => contentType === type)
  if (!known) return 'This file is too large.'
  return `This file is too large. ${KINDS[known.kind]} may have up to ${bytes(known.maxSize)}.`
}

const REJECTIONS: Record<string, string> = {
  E_TYPE_MISMATCH: 'This is not the kind of file that its name says, or it is damaged.',
  E_UPLOAD_MISMATCH: 'The file did not arrive whole. Please add it again.',
  E_DIGEST_MISMATCH: 'The file did not arrive whole. Please add it again.',
  E_IMAGE_CORRUPT: 'This picture is damaged.',
}

/** Why a file that had arrived was rejected. */
export function rejectionOf({ code, message }: { code: string; message: string }) {
  return REJECTIONS[code] ?? message
}
