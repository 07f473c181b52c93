import { Redis } from 'ioredis'
import { queueConfig } from '#config/queue'
import type { Finding } from '#storage/s3_probes'

/** BullMQ needs 5.0; what it does on older than 6.2 is not tried by anybody any more. */
const OLDEST = [6, 2]

export async function* examineRedis(): AsyncGenerator<Finding> {
  const { redisUrl } = queueConfig
  if (!redisUrl) {
    yield { outcome: 'pass', found: 'PostgreSQL carries the queue' }
    return
  }
  const redis = new Redis(redisUrl, {
    lazyConnect: true,
    connectTimeout: 5_000,
    commandTimeout: 5_000,
    retryStrategy: () => null,
  })
  try {
    await redis.connect()
    const info = await redis.info()
    yield examineVersion(field(info, 'redis_version'))
    yield examineEviction(field(info, 'maxmemory_policy'))
    yield examinePersistence(info)
  } finally {
    redis.disconnect()
  }
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
