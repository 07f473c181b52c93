import { connectRedis, serversOf } from '#app/persistence/redis/connect'
import { queueConfig } from '#config/queue'
import type { Finding } from '#app/storage/s3_probes'

/** BullMQ needs 5.0; what it does on older than 6.2 is not tried by anybody any more. */
const OLDEST = [6, 2]

export async function* examineRedis(): AsyncGenerator<Finding> {
  const { redisUrl } = queueConfig
  if (!redisUrl) {
    yield { outcome: 'pass', found: 'PostgreSQL carries the queue' }
    return
  }
  const redis = connectRedis(redisUrl, {
    lazyConnect: true,
    connectTimeout: 5_000,
    commandTimeout: 5_000,
    retryStrategy: () => null,
  })
  // What connect() rejects with says that there is no connection, not why.
  let reason: Error | undefined
  redis.on('error', (error) => (reason ??= error))
  try {
    await redis.connect().catch((error) => {
      throw reason ?? error
    })
    const infos = await Promise.all(serversOf(redis).map((server) => server.info()))
    // The servers of a cluster are alike, as a rule: what is true of several is reported once.
    const findings = infos.flatMap(examineServer)
    yield* new Map(findings.map((finding) => [finding.found, finding])).values()
  } finally {
    redis.disconnect()
  }
}

/** What the answer to INFO says of one server. */
export function examineServer(info: string): Finding[] {
  return [
    examineVersion(field(info, 'redis_version')),
    examineEviction(field(info, 'maxmemory_policy')),
    examinePersistence(info),
  ]
}

function examineVersion(version: string): Finding {
  const [major, minor] = version.split('.').map(Number)
  const isRecent = major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])
  if (isRecent) return { outcome: 'pass', found: `Redis ${version}` }
  const fix = `Upgrade it to ${OLDEST.join('.')} or newer.`
  return { outcome: 'fail', found: `Redis ${version} is too old`, fix }
}

function examineEviction(policy: string): Finding {
  if (policy === 'noeviction') return { outcome: 'pass', found: 'Redis drops no jobs' }
  return {
    outcome: 'fail',
    found: `Redis may drop jobs when its memory is full (${policy})`,
    fix: 'Set maxmemory-policy noeviction in its configuration.',
  }
}

/** A queue that is lost is filled again from the jobs table: it costs time, and no upload. */
function examinePersistence(info: string): Finding {
  if (field(info, 'aof_enabled') === '1') return { outcome: 'pass', found: 'Redis keeps its log' }
  return {
    outcome: 'warn',
    found: 'a restart of Redis may lose the queue, which is filled again from the database',
    fix: 'Set appendonly yes in its configuration.',
  }
}

function field(info: string, name: string) {
  return new RegExp(`^${name}:(\\S+)`, 'm').exec(info)?.[1] ?? ''
}
