import { type OwnedObject, ownedObjects } from '#app/assets/models/owned_objects'

/** What a backup needs to know of an object that a row owns. */
export type NamedObject = Pick<OwnedObject, 'key' | 'sha256' | 'isRequired'>

/** Selects each object that a row owns, one line of JSON each, in the order of their keys. */
export const NAMED_OBJECTS = `
  select json_build_object('key', key, 'sha256', sha256, 'isRequired', "isRequired")
  from (${ownedObjects()}) owned
  order by key collate "C"
`
