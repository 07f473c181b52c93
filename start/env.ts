import { Env, EnvProcessor } from '@adonisjs/core/env'
import { embeddedVariables } from '#embedded/variables'

const APP_ROOT = new URL('../', import.meta.url)

// Files and process first: only then is it known which parts are outside services. Where no
// database is named, the embedded one fills in what it has under DATA_DIR.
const given = await new EnvProcessor(APP_ROOT).process()
if (!given.DATABASE_URL) Object.assign(process.env, embeddedVariables(given.DATA_DIR))

/** Every variable the application reads, checked once at start. Nothing else reads `process.env`. */
export default await Env.create(APP_ROOT, {
  NODE_ENV: Env.schema.enum.optional(['development', 'production', 'test'] as const),
  HOST: Env.schema.string.optional({ format: 'host' }),
  PORT: Env.schema.number.optional(),
  APP_KEY: Env.schema.secret(),
  APP_URL: Env.schema.string.optional({ format: 'url', tld: false }),
  TRUST_PROXY: Env.schema.string.optional(),
  LOG_LEVEL: Env.schema.enum.optional([
    'fatal',
    'error',
    'warn',
    'info',
    'debug',
    'trace',
    'silent',
  ] as const),
  DATA_DIR: Env.schema.string.optional(),

  DATABASE_URL: Env.schema.string({ format: 'url', tld: false }),
  DATABASE_POOL_MAX: Env.schema.number.optional(),

  REDIS_URL: Env.schema.string.optional({ format: 'url', tld: false }),
  QUEUE_NAME: Env.schema.string.optional(),

  S3_BUCKET: Env.schema.string.optional(),
  S3_REGION: Env.schema.string.optional(),
  S3_ENDPOINT: Env.schema.string.optional({ format: 'url', tld: false }),
  S3_PUBLIC_ENDPOINT: Env.schema.string.optional({ format: 'url', tld: false }),
  S3_ACCESS_KEY: Env.schema.string.optional(),
  S3_SECRET_KEY: Env.schema.secret.optional(),

  WORKER_CONCURRENCY: Env.schema.number.optional(),
  UPLOAD_URL_TTL: Env.schema.number.optional(),
  ACCESS_TOKEN_TTL: Env.schema.number.optional(),
  REFRESH_TOKEN_TTL: Env.schema.number.optional(),
  CORS_ORIGINS: Env.schema.string.optional(),
  ADMIN_EMAIL: Env.schema.string.optional({ format: 'email' }),
  ADMIN_PASSWORD: Env.schema.secret.optional(),
})
