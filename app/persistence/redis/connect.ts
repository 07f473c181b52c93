import { Cluster, type ClusterOptions, Redis, type RedisOptions } from 'ioredis'
import { parseRedisUrl, type RedisAddress } from '#app/persistence/redis/address'

/** How a connection behaves, whatever kind of Redis it leads to. Times are in milliseconds. */
export type RedisBehaviour = Pick<
  RedisOptions,
  | 'autoResubscribe'
  | 'commandTimeout'
  | 'connectTimeout'
  | 'enableOfflineQueue'
  | 'lazyConnect'
  | 'maxRetriesPerRequest'
> & {
  /** How long to wait before it is tried again; null gives up. */
  retryStrategy: (times: number) => number | null
}

/** A connection to whatever the url names: see `parseRedisUrl`, which must have understood it. */
export function connectRedis(url: string, behaviour: RedisBehaviour): Redis | Cluster {
  const address = parseRedisUrl(url)!
  return address.kind === 'cluster'
    ? new Cluster(address.hosts, clusterOptions(address, behaviour))
    : new Redis(serverOptions(address, behaviour))
}

/** Every server that holds data of its own. */
export function serversOf(redis: Redis | Cluster): Redis[] {
  return redis instanceof Cluster ? redis.nodes('master') : [redis]
}

/** For a server, and for one that sentinels are asked for. */
export function serverOptions(address: RedisAddress, behaviour: RedisBehaviour): RedisOptions {
  const { kind, hosts, db, master, sentinelPassword } = address
  const options = { ...behaviour, ...access(address), db }
  if (kind === 'server') return { ...options, ...hosts[0] }
  return {
    ...options,
    sentinels: hosts,
    name: master,
    sentinelPassword,
    sentinelTLS: options.tls,
    enableTLSForSentinelMode: address.isEncrypted,
    sentinelRetryStrategy: behaviour.retryStrategy,
  }
}

export function clusterOptions(address: RedisAddress, behaviour: RedisBehaviour): ClusterOptions {
  const { retryStrategy, enableOfflineQueue, lazyConnect, ...ofNodes } = behaviour
  return {
    enableOfflineQueue,
    lazyConnect,
    clusterRetryStrategy: retryStrategy,
    // Certificates are made for names: an encrypted node is called by the one that the cluster tells.
    ...(address.isEncrypted && { dnsLookup: (name, done) => done(null, name) }),
    redisOptions: { ...ofNodes, ...access(address) },
  }
}

/** Milliseconds to wait before Redis is tried again: a little more each time, two seconds at most. */
export function reconnectIn(times: number) {
  return Math.min(times * 200, 2_000)
}

function access({ username, password, isEncrypted }: RedisAddress) {
  return { username, password, tls: isEncrypted ? {} : undefined }
}
