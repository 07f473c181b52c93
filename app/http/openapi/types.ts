/** A JSON Schema of the 2020-12 draft, the one of OpenAPI 3.1. */
export type Schema = { [keyword: string]: unknown }

/** What an exception class says of itself: enough to describe the answer that it becomes. */
export interface Failure {
  status: number
  code: string
  message: string
  /** Further fields of the error. */
  details?: Record<string, Schema>
}

/** Whatever can describe its input, as a Vine validator does. */
export interface DescribedValidator {
  toJSONSchema(): object
  toJSON(): { schema: { schema: object } }
}

export interface Answer {
  status: number
  description: string
  /** Content type to schema; none where there is no body. */
  content?: Record<string, { schema: Schema }>
}

/** What cannot be derived from the code of a route. */
export interface Operation {
  /** What the request must hold: its query where it is read, its JSON body otherwise. */
  input?: DescribedValidator
  /** Headers that change what the operation does. */
  headers?: Record<string, Schema>
  /** A body that is not JSON. */
  body?: Record<string, { schema: Schema }>
  answers: Answer[]
  /** What may go wrong, besides what goes for every operation of the kind. */
  failures?: Failure[]
  needsNoDatabase?: boolean
  /** Never answers 429, as probes need it. */
  isUnlimited?: boolean
}

/** A route as the router knows it, as far as it matters here. */
export interface DocumentedRoute {
  method: string
  pattern: string
  /** The pattern as OpenAPI writes it. */
  path: string
  /** Who may call it, where being signed in is not enough. */
  roles: string[]
  /** Whether the caller has to have confirmed who they are. */
  needsConfirmation: boolean
  /** The scopes of which a key needs one; none where no key may call. */
  scopes: string[]
  /** Whether grants may call. */
  grants: boolean
  /** How the caller authenticates, if required. */
  scheme: 'bearer' | 'storeHook'
}

export interface PathItem {
  [method: string]: Record<string, unknown>
}

export interface ApiDocument {
  openapi: string
  info: { title: string; version: string; description: string; license: object }
  servers: { url: string }[]
  tags: { name: string; description: string }[]
  paths: Record<string, PathItem>
  components: Record<string, Record<string, unknown>>
}
