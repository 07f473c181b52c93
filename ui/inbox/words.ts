import type { Asset } from '../api/types'

const STATES = {
  pending: 'waiting for the upload',
  processing: 'being processed',
  ready: '',
  failed: 'processing failed',
  rejected: 'rejected',
}

export const KINDS = { image: 'Photo', video: 'Video', audio: 'Audio', document: 'Document' }

/** What a screen reader says of an asset. */
export function titleOf({ filename, kind, status }: Asset) {
  return [KINDS[kind], filename, STATES[status]].filter(Boolean).join(', ')
}
