import type { components, paths } from './schema.js'

export type Asset = components['schemas']['Asset']

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'

/** Every call of the API by its name, such as `GET /assets/{id}`. */
export type Operation = {
  [Path in keyof paths & string]: {
    [M in Method]: paths[Path][M] extends { responses: unknown } ? `${Uppercase<M>} ${Path}` : never
  }[Method]
}[keyof paths & string]

type Described<Name extends Operation> = Name extends `${infer M} ${infer Path}`
  ? Path extends keyof paths
    ? paths[Path][Lowercase<M> & keyof paths[Path]]
    : never
  : never

type Json<Content> = Content extends { content: { 'application/json': infer Body } } ? Body : never

/** What a call takes: the values in its path, its query and its body. */
export type RequestOf<Name extends Operation> =
  Described<Name> extends { parameters: infer Parameters }
    ? {
        [
          Part in 'path' | 'query' as Parameters extends Record<Part, object> ? Part : never
        ]: Parameters[Part & keyof Parameters]
      } & {
        query?: 'query' extends keyof Parameters ? Parameters['query'] : never
        body?: Described<Name> extends { requestBody: infer Body } ? Json<Body> : never
        headers?: Record<string, string>
        signal?: AbortSignal
      }
    : never

type Responses<Name extends Operation> =
  Described<Name> extends { responses: infer All } ? All : never

/** What a call answers if it succeeds; undefined if the answer has no body. */
export type AnswerOf<Name extends Operation> =
  | Json<Responses<Name>[(200 | 201 | 202) & keyof Responses<Name>]>
  | (204 extends keyof Responses<Name> ? undefined : never)
