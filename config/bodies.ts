const KB = 1_000
const MB = 1_000 * KB

/** Milliseconds in which a JSON body must have arrived, however steadily it drips. */
export const jsonBodies = { deadline: 30_000 }

/** Routes whose body is no JSON: bytes for the store on disk, and the XML of S3, which nobody reads. */
export const otherBodies = [
  '/objects/*',
  '/uploads/multipart/:assetId/s3',
  '/uploads/multipart/:assetId/s3/complete',
]

/** Routes that take many things at once. */
const bulkRoutes = ['/uploads/presign/batch', '/assets/bulk', '/archives']

/** Bytes that the JSON body of a route may have. */
export function jsonLimitOf(pattern: string) {
  return bulkRoutes.includes(pattern) ? MB : 64 * KB
}
