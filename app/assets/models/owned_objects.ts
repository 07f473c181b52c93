import { originalKey, recordKey } from '#app/assets/object_keys'
import { ORIGINAL_MISSING } from '#app/assets/original_missing'

/** An object that a row owns. */
export interface OwnedObject {
  key: string
  assetId: string
  /** Bytes; null where the row does not know. */
  size: number | null
  /** Base64, once it was verified. */
  sha256: string | null
  /** False while it may still have to arrive, or be made out of its parts. */
  isRequired: boolean
}

/**
 * Whether the objects of an asset must be there: not while its bytes may still be on their way,
 * not while the parts are joined, which gives it its version, and not once they are known lost.
 */
export const IS_REQUIRED = `(assets.status <> 'pending' and assets.etag is not null
  and assets.error_code is distinct from '${ORIGINAL_MISSING.code}')`

/** Whether the original of an asset is there, and not at fault: it can be read, and exported. */
export const HOLDS_FILE = `(assets.status <> 'rejected' and ${IS_REQUIRED})`

// Between quotes it becomes the column: 'assets/' || assets.id || '/original'.
const ID = `' || assets.id || '`
const ORIGINAL = originalKey(ID)
const RECORD = recordKey(ID)

/**
 * Selects each object that rows own, with the fields of `OwnedObject`: the original of every asset
 * that is not rejected, its variants and its record. This is the only definition of what a row owns. `source`
 * stands for the table, for a query over some of the assets.
 */
export function ownedObjects(source = 'assets') {
  return `
    select '${ORIGINAL}' as key, assets.id as "assetId", assets.size, assets.sha_256 as sha256,
      ${IS_REQUIRED} as "isRequired"
    from ${source} as assets where assets.status <> 'rejected'
    union all
    select variant->>'objectKey', assets.id, (variant->>'size')::bigint, null, ${IS_REQUIRED}
    from ${source} as assets, jsonb_array_elements(assets.variants) variant
    where assets.status <> 'rejected'
    union all
    select '${RECORD}', assets.id, null, null, false
    from ${source} as assets where assets.status <> 'rejected'
  `
}
