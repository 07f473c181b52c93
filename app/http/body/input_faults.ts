import type { DescribedValidator } from '#app/http/openapi/types'

/** A schema as Vine's compiler sees it. */
interface Node {
  type: string
  allowUnknownProperties?: boolean
  properties?: (Node & { fieldName: string })[]
  groups?: { conditions: { schema: Node }[] }[]
  each?: Node
}

export interface InputFault {
  field: string
  rule: string
  message: string
}

const nodes = new WeakMap<DescribedValidator, Node>()

/**
 * What Vine lets pass: fields that the schema does not know (unless its object says
 * `allowUnknownProperties`), and NUL characters, which PostgreSQL stores nowhere.
 */
export function* inputFaults(validator: DescribedValidator, input: unknown) {
  let node = nodes.get(validator)
  // A copy each time it is asked for.
  if (!node) nodes.set(validator, (node = validator.toJSON().schema.schema as Node))
  yield* faultsOf(node, input, '')
}

function* faultsOf(node: Node | undefined, value: unknown, path: string): Generator<InputFault> {
  if (typeof value === 'string' && value.includes('\0')) yield nulIn(path)
  if (typeof value !== 'object' || value === null) return

  const known = node?.type === 'object' ? knownFields(node) : undefined
  for (const [name, item] of Object.entries(value)) {
    const field = path ? `${path}.${name}` : name
    if (name.includes('\0')) yield nulIn(path)
    const child = known?.get(name)
    if (known && !child && !node!.allowUnknownProperties) yield unknown(field)
    else yield* faultsOf(child ?? node?.each, item, field)
  }
}

function knownFields({ properties = [], groups = [] }: Node): Map<string, Node> {
  const grouped = groups.flatMap(({ conditions }) => {
    return conditions.flatMap(({ schema }) => [...knownFields(schema)])
  })
  return new Map([...properties.map((node) => [node.fieldName, node] as const), ...grouped])
}

function unknown(field: string): InputFault {
  const message = `The ${field} field is unknown. Remove it, or check its spelling.`
  return { field, rule: 'unknown', message }
}

function nulIn(field: string): InputFault {
  return { field, rule: 'text', message: `The ${field} field must not contain a NUL character.` }
}
