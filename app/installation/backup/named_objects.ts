import Asset, { ORIGINAL_MISSING } from '#app/assets/models/asset'

/** An object that a row names. */
export interface NamedObject {
  key: string
  /** Base64, where it was proved. */
  sha256: string | null
  isRequired: boolean
}

// Put between quotes, it becomes the column: 'assets/' || id || '/original'.
const ID = `' || id || '`

/** Selects each object that a row names, one line of JSON each, in the order of their keys. */
export const NAMED_OBJECTS = `
  select json_build_object('key', key, 'sha256', sha_256, 'isRequired', is_required)
  from (
    select '${Asset.originalKey(ID)}' as key, sha_256,
      status <> 'pending' and error_code is distinct from '${ORIGINAL_MISSING.code}' as is_required
    from assets where status <> 'rejected'
    union all
    select variant->>'objectKey', null, status <> 'rejected'
    from assets, jsonb_array_elements(variants) variant
  ) named
  order by key collate "C"
`
