import { unescape } from 'node:querystring'

export interface RedisHost {
  host: string
  port: number
}

/** What a url says of a Redis: of one server, of a cluster, or of the sentinels that watch one. */
export interface RedisAddress {
  kind: 'server' | 'cluster' | 'sentinel'
  /** The server; some nodes of the cluster, which name the others; the sentinels. */
  hosts: RedisHost[]
  username: string
  password: string
  db: number
  /** Whether every connection is encrypted. */
  isEncrypted: boolean
  /** What the sentinels call it, and the password that they want themselves. */
  master?: string
  sentinelPassword?: string
}

const FORM = /^redis(s)?(?:\+(cluster|sentinel))?:\/\/(?:([^@/]*)@)?([^@/?]+)([^?]*)(\?.*)?$/
const PORTS = { server: 6379, cluster: 6379, sentinel: 26379 }

/**
 * Reads one of these, with `rediss` where connections are encrypted; undefined where it is none.
 *
 *     redis://user:password@host:6379/0
 *     redis+cluster://user:password@host:6379,host:6379
 *     redis+sentinel://user:password@host:26379,host:26379/master/0?sentinelPassword=word
 */
export function parseRedisUrl(url: string): RedisAddress | undefined {
  const [, encrypted, kindName, credentials = '', list = '', path = '', query] =
    FORM.exec(url) ?? []
  const kind = (kindName ?? 'server') as RedisAddress['kind']
  const hosts = list.split(',').map((entry) => parseHost(entry, PORTS[kind]))
  const named = path.split('/').filter(Boolean).map(unescape)
  const master = kind === 'sentinel' ? named.shift() : undefined
  const [db = '0', ...more] = named

  const isComplete = hosts.every((host) => host !== undefined) && more.length === 0
  const isOne = kind !== 'server' || hosts.length === 1
  const hasMaster = kind !== 'sentinel' || master !== undefined
  // A cluster has one database only.
  const hasDatabase = kind === 'cluster' ? db === '0' : /^\d{1,4}$/.test(db)
  if (!isComplete || !isOne || !hasMaster || !hasDatabase) return undefined

  const [username, ...password] = credentials.split(':')
  return {
    kind,
    hosts,
    username: unescape(username),
    password: unescape(password.join(':')),
    db: Number(db),
    isEncrypted: encrypted !== undefined,
    master,
    sentinelPassword: new URLSearchParams(query).get('sentinelPassword') ?? undefined,
  }
}

function parseHost(entry: string, usualPort: number): RedisHost | undefined {
  const url = `redis://${entry}`
  if (!URL.canParse(url)) return undefined
  const { hostname, port } = new URL(url)
  return hostname
    ? { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || usualPort) }
    : undefined
}
