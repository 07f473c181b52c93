import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import type { ApiResponse } from '@japa/api-client'
import { documentFile } from '#config/autoswagger'

type Node = Record<string, any>

const document: Node = JSON.parse(readFileSync(documentFile, 'utf8'))

// An answer may not hold what the document does not know, though clients must let it.
const ajv = new Ajv2020({ strict: false, allErrors: true })
formats.default(ajv)
ajv.addSchema(closed(document), 'document')

/**
 * Throws where the answer is not one that the document promises for its operation: another
 * status, another content type, a body that does not fit or that has more than is described.
 */
export function assertMatchesDocument(answer: ApiResponse) {
  const { method, url } = answer.response.request as unknown as { method: string; url: string }
  const path = findPath(new URL(url).pathname)
  if (!path || ['HEAD', 'OPTIONS'].includes(method)) return

  const name = `${method} ${path} ${answer.status()}`
  // What the path does not have cannot be described, and is refused before anything is asked.
  if (!document.paths[path][method.toLowerCase()] && answer.status() === 405) return
  const pointer = ['paths', path, method.toLowerCase(), 'responses', String(answer.status())]
  const [found, response] = resolve(pointer)
  if (!response) throw new Error(`${name} is not in the API document`)
  if (!response.content) return assertNoBody(answer, name)

  const type = answer.header('content-type')?.split(';')[0] ?? ''
  const content = response.content[type] ? type : '*/*'
  if (!response.content[content]) throw new Error(`${name}: ${type} is not in the API document`)
  if (type === 'application/json') assertFits(answer.body(), [...found, 'content', content], name)
}

function assertNoBody(answer: ApiResponse, name: string) {
  if (answer.text()) throw new Error(`${name} has a body that is not in the API document`)
}

function assertFits(body: unknown, pointer: string[], name: string) {
  const fragment = [...pointer, 'schema'].map(escapePointer).join('/')
  const validate = ajv.getSchema(`document#/${fragment}`)!
  if (validate(body)) return
  throw new Error(`${name} does not match the API document: ${ajv.errorsText(validate.errors)}`)
}

/** The templated path of the document that answers for an actual one; a literal one goes first. */
function findPath(pathname: string) {
  const matches = Object.keys(document.paths).filter((path) => toPattern(path).test(pathname))
  return matches.sort((a, b) => a.split('{').length - b.split('{').length).at(0)
}

function toPattern(path: string) {
  const escaped = path.replace(/[.]/g, '\\$&')
  return new RegExp(`^${escaped.replace(/{key}/, '.+').replace(/{\w+}/g, '[^/]+')}$`)
}

function resolve(pointer: string[]): [string[], Node | undefined] {
  const node = pointer.reduce<Node | undefined>((parent, key) => parent?.[key], document)
  if (!node?.$ref) return [pointer, node]
  return resolve(node.$ref.slice(2).split('/'))
}

function escapePointer(key: string) {
  return encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'))
}

function closed(node: unknown): any {
  if (Array.isArray(node)) return node.map(closed)
  if (typeof node !== 'object' || node === null) return node
  const copy = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, closed(value)]))
  const isObject = [copy.type].flat().includes('object') && copy.properties
  return isObject ? { additionalProperties: false, ...copy } : copy
}
