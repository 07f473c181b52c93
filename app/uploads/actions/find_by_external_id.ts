import Asset from '#app/assets/models/asset'
import { ExternalIdTaken } from '#app/uploads/errors'
import type { Sender } from '#app/accounts/auth/access'
import type { AcceptedFile } from '#app/uploads/actions/accept_file'

/**
 * The asset that holds the external id of this file for its grant or owner; null if there is none.
 * Throws `ExternalIdTaken` if that asset is another file, as far as size and type tell.
 */
export async function findByExternalId(
  { externalId, size, contentType }: AcceptedFile,
  { grantId, userId }: Sender
) {
  if (externalId === undefined) return null
  const asset = await Asset.holding(externalId, grantId ?? userId)
  if (!asset) return null
  if (asset.size !== size || asset.contentType !== contentType) throw new ExternalIdTaken()
  return asset
}
