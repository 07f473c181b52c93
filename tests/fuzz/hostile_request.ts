import { gzipSync } from 'node:zlib'
import { hostileText, hostileValue, pick, spoil } from '#tests/fuzz/hostile_values'
import { mutate, type Random } from '#tests/fuzz/mutations'
import { exampleOf, type DocumentedOperation } from '#tests/support/http/documented_operations'

export interface HostileRequest {
  method: string
  path: string
  headers: Record<string, string>
  body?: Buffer
}

const HEADERS: [string, string[]][] = [
  ['content-type', ['text/plain', 'application/json; charset=utf-16', 'multipart/form-data', '/']],
  ['content-encoding', ['gzip', 'br', 'deflate', 'xyz', 'constructor', '']],
  ['accept', ['*/*;q=x', 'text/html', '\u00ff']],
  ['authorization', ['Bearer', 'Bearer mi_key_x', 'Basic Og==', 'Bearer \u00ff\u0001'.slice(0, 8)]],
  ['cookie', ['refresh_token=%zz', 'a=b; a=b; __proto__=1', '=;;=']],
  ['x-refresh-token', ['cookie', 'x']],
  ['x-share-password', ['', '\u00ff']],
  ['x-request-id', ['\u00ff', 'a'.repeat(200), '']],
  ['x-forwarded-for', ['fe80::1%' + 'a'.repeat(60), '::ffff:1.2.3.4', ',,,', '\u00ff']],
  ['host', ['[::1%25eth0]:80', 'evil.example', '\u00ff', 'a'.repeat(300)]],
  ['user-agent', ['\u00ff'.repeat(2_000), '']],
  ['last-event-id', ['-1', '1e400', '9223372036854775808', 'x']],
  ['range', ['bytes=5-1', 'bytes=-', 'bytes=0-0,1-1', 'x']],
  ['if-none-match', ['*', '"', 'W/']],
  ['idempotency-key', ['', 'a'.repeat(500)]],
]

/** A request of the operation that is wrong in one or several ways, the same for the same random. */
export function hostileRequest(
  operation: DocumentedOperation,
  id: string,
  random: Random
): HostileRequest {
  const body = operation.body && hostileBody(exampleOf(operation.body, id), random)
  const headers: HostileRequest['headers'] = body ? { 'content-type': 'application/json' } : {}
  if (random() < 0.2) {
    const [name, values] = pick(HEADERS, random)
    headers[name] = pick(values, random)
  }
  const path = hostilePath(operation, id, random)
  return { method: operation.method.toUpperCase(), path, headers, body }
}

function hostilePath({ path, query }: DocumentedOperation, id: string, random: Random) {
  const filled = path.replace(/{\w+}/g, () => {
    return random() < 0.7
      ? id
      : encodeURIComponent(hostileText(random).toWellFormed().slice(0, 500))
  })
  const parameters = query
    .filter(() => random() < 0.4)
    .map(({ name, schema }) => {
      const value = random() < 0.3 ? exampleOf(schema, id) : hostileValue(random)
      const text = typeof value === 'string' ? value : JSON.stringify(value)
      return `${name}=${encodeURIComponent(text.toWellFormed().slice(0, 500))}`
    })
  if (random() < 0.1)
    parameters.push(pick(['a[b][c]=1', '%', '=', 'x=%ff', '__proto__[a]=1'], random))
  return parameters.length > 0 ? `${filled}?${parameters.join('&')}` : filled
}

function hostileBody(example: unknown, random: Random) {
  const text = JSON.stringify(spoil(example, random)) ?? ''
  const dice = random()
  if (dice < 0.05) return Buffer.from('['.repeat(15_000) + ']'.repeat(15_000))
  if (dice < 0.1) return gzipSync(text)
  if (dice < 0.2 && text.length > 32) return mutate(Buffer.from(text), random)
  return Buffer.from(text)
}
