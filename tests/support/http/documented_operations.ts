import { readFile } from 'node:fs/promises'
import { documentFile } from '#config/autoswagger'

type Schema = Record<string, any>

/** What the API document says of one operation, as far as it matters to who may call it. */
export interface DocumentedOperation {
  name: string
  method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  path: string
  /** Null where nobody has to be signed in. */
  roles: string[] | null
  /** The scopes of which a key needs one. */
  keyScopes: string[]
  /** Whether grants may call. */
  grants: boolean
  /** The names of ids in the path. */
  ids: string[]
  query: { name: string; schema: Schema }[]
  /** The schema of its JSON body, if it has one. */
  body?: Schema
}

const document = JSON.parse(await readFile(documentFile, 'utf8'))

/** Every operation of the API document that people call: not the store's own. */
export const documentedOperations: DocumentedOperation[] = Object.entries<Schema>(
  document.paths
).flatMap(([path, item]) => {
  return Object.entries<Schema>(item)
    .filter(([, { security }]) => !security.some((scheme: object) => 'storeHook' in scheme))
    .map(([method, { security, parameters = [], requestBody }]) => ({
      name: `${method.toUpperCase()} ${path}`,
      method: method as DocumentedOperation['method'],
      path,
      roles: security[0]?.bearer ?? null,
      keyScopes: security.flatMap((scheme: Schema) => scheme.key ?? []),
      grants: security.some((scheme: Schema) => 'grant' in scheme),
      ids: parameters
        .filter(({ in: place, schema }: Schema) => place === 'path' && schema?.format === 'uuid')
        .map(({ name }: Schema) => name),
      query: parameters.filter(({ in: place }: Schema) => place === 'query'),
      body: requestBody?.content['application/json']?.schema,
    }))
})

/** A value that fits the schema, with the id wherever one is asked for. */
export function exampleOf(schema: Schema, id: string): unknown {
  if (schema.enum) return schema.enum[0]
  if (schema.format === 'uuid') return id
  if (schema.type === 'array') return [exampleOf(schema.items, id)]
  if (schema.type === 'object') {
    const names: string[] = schema.required ?? []
    return Object.fromEntries(names.map((name) => [name, exampleOf(schema.properties[name], id)]))
  }
  if (schema.type === 'string') return 'x'.repeat(schema.minLength ?? 1)
  return schema.minimum ?? 1
}
