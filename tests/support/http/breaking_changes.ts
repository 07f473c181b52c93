type Json = Record<string, any>

/**
 * What an older API document promises and a newer one does not keep, by the rules of
 * docs/stability.md: one sentence a change, none if the newer is compatible.
 */
export function breakingChanges(older: Json, newer: Json): string[] {
  const changes: string[] = []
  for (const [path, methods] of Object.entries<Json>(older.paths)) {
    for (const [method, before] of Object.entries<Json>(methods)) {
      const name = `${method.toUpperCase()} ${path}`
      const after = newer.paths[path]?.[method]
      if (!after) {
        changes.push(`${name} is gone`)
        continue
      }
      changes.push(
        ...changesOfRequest(name, [older, bodyOf(before)], [newer, bodyOf(after)]),
        ...changesOfAnswers(name, [older, before], [newer, after])
      )
    }
  }
  return changes
}

type Located = [document: Json, value: Json | undefined]

function bodyOf(operation: Json) {
  return operation.requestBody?.content?.['application/json']?.schema
}

function resolve([document, schema]: Located): Json {
  const [, name] = /^#\/components\/schemas\/(.+)$/.exec(schema?.$ref ?? '') ?? []
  return (name ? document.components.schemas[name] : schema) ?? {}
}

/** A request that was accepted must be accepted still. */
function changesOfRequest(name: string, older: Located, newer: Located) {
  const before = resolve(older)
  const after = resolve(newer)
  const added = ((after.required ?? []) as string[]).filter(
    (field) => !((before.required ?? []) as string[]).includes(field)
  )
  const gone = Object.keys(before.properties ?? {}).filter((field) => !after.properties?.[field])
  return [
    ...added.map((field) => `${name}: the request must have ${field} now`),
    ...gone.map((field) => `${name}: the request may not have ${field} any more`),
  ]
}

/** What an answer had, it must have still, with the same type. */
function changesOfAnswers(name: string, [older, before]: Located, [newer, after]: Located) {
  return Object.entries<Json>(before!.responses).flatMap(([status, answer]) => {
    if (!status.startsWith('2')) return []
    const now = after!.responses[status]
    if (!now) return [`${name}: ${status} is gone`]
    const schemas = [answer, now].map(({ content }) => content?.['application/json']?.schema)
    return changesOfSchema(`${name}: ${status}`, [older, schemas[0]], [newer, schemas[1]])
  })
}

function changesOfSchema(place: string, older: Located, newer: Located, depth = 0): string[] {
  const before = resolve(older)
  const after = resolve(newer)
  if (depth > 8) return []
  const own = typesOf(before).filter((type) => !typesOf(after).includes(type))
  const nested = Object.keys(before.properties ?? {}).flatMap((field) => {
    if (!after.properties?.[field]) return [`${place}: ${field} is gone`]
    const pair = [before, after].map(({ properties }) => properties[field])
    return changesOfSchema(
      `${place}: ${field}`,
      [older[0], pair[0]],
      [newer[0], pair[1]],
      depth + 1
    )
  })
  const items = before.items
    ? changesOfSchema(`${place}[]`, [older[0], before.items], [newer[0], after.items], depth + 1)
    : []
  return [...own.map((type) => `${place} is no ${type} any more`), ...nested, ...items]
}

function typesOf({ type }: Json): string[] {
  return [type ?? []].flat()
}
