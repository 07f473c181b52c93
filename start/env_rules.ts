import { BlockList, isIP } from 'node:net'
import { Secret } from '@adonisjs/core/helpers'
import { examples, parseQuantity, type Quantity, units } from '#app/process/quantities'
import { parseVariants } from '#app/media/parse_variants'
import { parseRedisUrl } from '#app/persistence/redis/address'

type Rule<Value> = (name: string, given?: string) => Value

// The value is never repeated in a message: it may hold a password.
function rule<Value>(should: string, parse: (given: string) => Value | undefined) {
  const read: Rule<Value | undefined> = (name, given) => {
    if (!given) return undefined
    const value = parse(given)
    if (value === undefined) throw new Error(`${name} should be ${should}`)
    return value
  }
  return read
}

/** The same rule for a variable that must be set; `hint` says how to get it. */
export function required<Value>(inner: Rule<Value | undefined>, hint: string): Rule<Value> {
  return (name, given) => {
    const value = inner(name, given)
    if (value === undefined) throw new Error(`${name} is missing: ${hint}`)
    return value
  }
}

export function url(...protocols: string[]) {
  const should = `a url that begins with ${protocols.map((name) => `${name}://`).join(' or ')}`
  return rule(should, (given) => {
    const protocol = URL.canParse(given) && new URL(given).protocol.slice(0, -1)
    return protocol && protocols.includes(protocol) ? given.replace(/\/$/, '') : undefined
  })
}

/** One server, a cluster, or the sentinels of a server. */
export function redisUrl() {
  const should =
    'a url such as redis://host:6379/0, redis+cluster://host:6379,host:6379 or ' +
    'redis+sentinel://host:26379,host:26379/master, with rediss where it is encrypted'
  return rule(should, (given) => (parseRedisUrl(given) ? given : undefined))
}

/** A whole number between two bounds, of what the text names; sizes and times may have units. */
export function whole(of: string, { min, max }: { min: number; max: number }) {
  const quantity = of in units ? (of as Quantity) : undefined
  const written = quantity ? `, such as ${examples[quantity]}` : ''
  return rule(`a whole number of ${of} from ${min} to ${max}${written}`, (given) => {
    const value = quantity ? parseQuantity(given, quantity) : Number(given)
    return Number.isInteger(value) && value >= min && value <= max ? value : undefined
  })
}

export function oneOf<const Name extends string>(...names: Name[]) {
  return rule(`one of ${names.join(', ')}`, (given) => names.find((name) => name === given))
}

export function flag() {
  return rule('true or false', (given) => ({ true: true, false: false })[given])
}

export function text(should = 'a text', pattern = /^.+$/) {
  return rule(should, (given) => (pattern.test(given) ? given : undefined))
}

const STRONG = 'at least 32 characters, 8 different ones among them'

/** A secret that nobody finds by trying. */
export function strongSecret() {
  return rule(`a random text of ${STRONG}`, (given) => {
    return isStrong(given) ? new Secret(given) : undefined
  })
}

/** Several of them, the current one first, so that one can be replaced while both are in use. */
export function strongSecrets() {
  return rule(`random texts of ${STRONG}, separated by commas`, (given) => {
    const secrets = given.split(',').map((secret) => secret.trim())
    return secrets.every(isStrong) ? new Secret(secrets) : undefined
  })
}

function isStrong(secret: string) {
  return secret.length >= 32 && new Set(secret).size >= 8
}

/** Segments of keys before those of the application, which has its own below some names. */
export function keyPrefix() {
  const should =
    'segments of letters, digits, dots, dashes and underscores, separated by slashes, ' +
    'that do not begin with assets, quarantine or probes'
  return rule(should, (given) => {
    const prefix = given.replace(/\/$/, '')
    const isPrefix = /^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/.test(prefix) && prefix.length <= 100
    const isTaken = /^(assets|quarantine|probes)(\/|$)/.test(prefix)
    return isPrefix && !isTaken ? prefix : undefined
  })
}

/** Variants of pictures. It holds no secret, so the message says which one is wrong. */
export function variants() {
  return (name: string, given?: string) => {
    if (!given) return undefined
    try {
      return parseVariants(given)
    } catch (error) {
      const { message } = error as Error
      throw new Error(`${name} should list name:box:format[:quality[:fit]], but ${message}`)
    }
  }
}

const NAMED_NETWORKS: Record<string, string[]> = {
  loopback: ['127.0.0.0/8', '::1'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  uniquelocal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
}

/** Web origins, separated by commas, each exactly as a browser sends it. */
export function origins() {
  return rule('origins such as https://photos.example.org, separated by commas', (given) => {
    const list = given.split(',').map((origin) => origin.trim())
    const isOrigin = (origin: string) => {
      return /^https?:/.test(origin) && URL.canParse(origin) && new URL(origin).origin === origin
    }
    return list.every(isOrigin) ? list : undefined
  })
}

/**
 * Addresses, networks such as 10.0.0.0/8, and names of networks, as one list to check against; or
 * the number of proxies that every request passes.
 */
export function proxies() {
  const names = Object.keys(NAMED_NETWORKS).join(', ')
  const should = `addresses, networks such as 10.0.0.0/8, or ${names}, separated by commas; or a number of proxies from 1 to 9`
  return rule<BlockList | number>(should, (given) => {
    if (/^[1-9]$/.test(given)) return Number(given)
    const entries = given.split(',').map((entry) => entry.trim())
    const all = entries.flatMap((entry) => NAMED_NETWORKS[entry] ?? [entry])
    if (!all.every(isNetwork)) return undefined

    const list = new BlockList()
    for (const entry of all) {
      const [address, bits] = entry.split('/')
      const isIPv4 = isIP(address) === 4
      list.addSubnet(address, Number(bits ?? (isIPv4 ? 32 : 128)), isIPv4 ? 'ipv4' : 'ipv6')
    }
    return list
  })
}

function isNetwork(entry: string) {
  const [, address, bits = '0'] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(entry) ?? []
  const family = address ? isIP(address) : 0
  return family !== 0 && Number(bits) <= (family === 4 ? 32 : 128)
}
