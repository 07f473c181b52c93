import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { freePort } from '#app/process/free_port'
import { eventually } from '#tests/support/eventually'
import { RedisServer } from '#tests/support/services/redis_server'

const run = promisify(execFile)

/** Several servers as one Redis to the application, gone after the running test. */
export interface RedisGroup {
  url: string
  servers: RedisServer[]
}

/** Three servers that share the keys. */
export async function startCluster(): Promise<RedisGroup> {
  const nodes = Array.from({ length: 3 }, async () => {
    const busPort = await freePort()
    const cluster = ['--cluster-enabled', 'yes', '--cluster-port', String(busPort)]
    // They are down as soon as one of them is, and notice within a second.
    return RedisServer.start(...cluster, '--cluster-node-timeout', '1000', '--appendonly', 'yes')
  })
  const servers = await Promise.all(nodes)
  const addresses = servers.map(({ address }) => address)
  const create = ['--cluster', 'create', ...addresses, '--cluster-replicas', '0', '--cluster-yes']
  await run('redis-cli', create)
  await eventually(async () => {
    const states = await Promise.all(servers.map((server) => server.ask('cluster', 'info')))
    return states.every((state) => String(state).includes('cluster_state:ok'))
  })
  return { url: `redis+cluster://${addresses.join(',')}`, servers }
}

/** A server, its replica, and a sentinel that puts the replica in its place when it dies. */
export async function startSentinel(): Promise<RedisGroup> {
  const password = 'a-word'
  const secured = ['--requirepass', password, '--masterauth', password]
  const master = await RedisServer.start(...secured)
  const follow = ['--replicaof', '127.0.0.1', String(master.port)]
  const replica = await RedisServer.start(...secured, ...follow)
  await eventually(async () => {
    const state = await replica.ask('info', 'replication')
    return String(state).includes('master_link_status:up')
  })
  const sentinel = await RedisServer.startSentinel([
    `sentinel monitor photos 127.0.0.1 ${master.port} 1`,
    `sentinel auth-pass photos ${password}`,
    'sentinel down-after-milliseconds photos 1000',
    'sentinel failover-timeout photos 5000',
  ])
  await eventually(async () => {
    const replicas = await sentinel.ask('sentinel', 'replicas', 'photos')
    return Array.isArray(replicas) && replicas.length > 0
  })
  return {
    url: `redis+sentinel://:${password}@${sentinel.address}/photos`,
    servers: [master, replica],
  }
}
