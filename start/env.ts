import { Env, EnvProcessor } from '@adonisjs/core/env'
import { Secret } from '@adonisjs/core/helpers'
import { readSecretFiles } from '#app/process/secret_files'
import { embeddedVariables, standIns } from '#app/process/variables'
import {
  flag,
  keyPrefix,
  oneOf,
  origins,
  proxies,
  redisUrl,
  required,
  strongSecret,
  strongSecrets,
  text,
  url,
  variants,
  whole,
} from '#start/env_rules'

const APP_ROOT = new URL('../', import.meta.url)

// Files and process first: only then is it known which parts are outside services. Where no
// database is named, the embedded one fills in what it has under DATA_DIR.
await new EnvProcessor(APP_ROOT).process()
readSecretFiles(process.env)
if (!process.env.DATABASE_URL) {
  Object.assign(process.env, embeddedVariables(process.env.DATA_DIR))
}

// It is asked where nothing is set up, too.
if (process.argv[2] === 'inbox:doctor') standIns(process.env)

const DAY = 86_400
const bytes = whole('bytes', { min: 1, max: 5 * 1024 ** 4 })
const email = text('an email address', /^\S+@\S+\.\S+$/)
const secret = (_name: string, value?: string) => (value ? new Secret(value) : undefined)
const password = text('12 to 128 characters', /^.{12,128}$/su)
const port = whole('a port', { min: 1, max: 65_535 })
const connections = whole('connections', { min: 1, max: 1_000_000 })
const requests = whole('requests', { min: 1, max: 1_000_000_000 })

const variables = {
  NODE_ENV: oneOf('development', 'production', 'test'),
  HOST: text('a host name or address', /^[\w.:-]+$/),
  PORT: whole('a port', { min: 0, max: 65_535 }),
  API_PROCESSES: text('auto, or a number from 1 to 64', /^(auto|[1-9]|[1-5]\d|6[0-4])$/),
  APP_URL: url('http', 'https'),
  APP_KEY: required(
    strongSecrets(),
    'a secret text that all nodes share; npm start makes one when the database is embedded'
  ),
  TRUST_PROXY: proxies(),
  CORS_ORIGINS: origins(),
  SHUTDOWN_DELAY: whole('seconds', { min: 0, max: 300 }),
  SHUTDOWN_DEADLINE: whole('seconds', { min: 1, max: 3_600 }),
  LOG_LEVEL: oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'),
  LOG_FORMAT: oneOf('json', 'pretty'),
  METRICS_PORT: port,
  WORKER_METRICS_PORT: port,
  OTEL_EXPORTER_OTLP_ENDPOINT: url('http', 'https'),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: url('http', 'https'),
  OTEL_SERVICE_NAME: text('a name'),
  DATA_DIR: text('a folder'),
  DISK_RESERVE: bytes,

  DATABASE_URL: required(
    url('postgres', 'postgresql'),
    'the url of a PostgreSQL server, or start the embedded one with npm start'
  ),
  DATABASE_MIGRATION_URL: url('postgres', 'postgresql'),
  DATABASE_POOL_MAX: whole('connections', { min: 1, max: 1_000 }),
  REDIS_URL: redisUrl(),
  QUEUE_NAME: text('letters, digits, dashes and underscores', /^[\w-]+$/),

  S3_BUCKET: text('the name of a bucket'),
  S3_PREFIX: keyPrefix(),
  S3_REGION: text('the name of a region'),
  S3_ENDPOINT: url('http', 'https'),
  S3_PUBLIC_ENDPOINT: url('http', 'https'),
  S3_ACCESS_KEY: text('an access key id'),
  S3_SECRET_KEY: secret,
  S3_FORCE_PATH_STYLE: flag(),
  STORE_HOOK_SECRET: strongSecret(),

  WEBHOOKS_ALLOW_PRIVATE: flag(),
  ORPHAN_GRACE: whole('seconds', { min: 3_600, max: 3_650 * DAY }),

  VARIANTS: variants(),
  MEDIA_MAX_PIXELS: whole('pixels', { min: 1, max: 1e9 }),
  MEDIA_MAX_FRAMES: whole('frames or pages', { min: 1, max: 1e6 }),
  MEDIA_MAX_METADATA_BYTES: bytes,
  MEDIA_MAX_DRAWING_BYTES: bytes,
  MEDIA_MAX_SECONDS: whole('seconds', { min: 1, max: 3_600 }),
  MEDIA_MAX_MEMORY_BYTES: bytes,
  MEDIA_MEMORY_BUDGET_BYTES: bytes,

  SCAN_URL: url('clamd'),
  SCAN_UNAVAILABLE: oneOf('hold', 'pass'),
  SCAN_MAX_BYTES: bytes,

  WORKER_CONCURRENCY: whole('jobs', { min: 1, max: 64 }),
  WORKER_MAX_MEMORY_BYTES: bytes,
  UPLOAD_URL_TTL: whole('seconds', { min: 60, max: 900 }),
  ASSET_URL_TTL: whole('seconds', { min: 60, max: 7 * DAY }),
  ALLOWED_TYPES: text('content types such as image/jpeg, separated by commas'),
  MAX_IMAGE_SIZE: bytes,
  MAX_VIDEO_SIZE: bytes,
  MAX_AUDIO_SIZE: bytes,
  MAX_DOCUMENT_SIZE: bytes,
  TRASH_DAYS: whole('days', { min: 0, max: 3_650 }),
  RETENTION_DAYS: whole('days', { min: 1, max: 36_500 }),
  RETENTION_LINK_DAYS: whole('days', { min: 1, max: 36_500 }),
  QUOTA_BYTES: bytes,
  QUOTA_ASSETS: whole('assets', { min: 0, max: 1e12 }),
  ACCESS_TOKEN_TTL: whole('seconds', { min: 60, max: DAY }),
  REFRESH_TOKEN_TTL: whole('seconds', { min: 3_600, max: 365 * DAY }),
  SESSION_TTL: whole('seconds', { min: 3_600, max: 365 * DAY }),
  SESSION_IDLE_TTL: whole('seconds', { min: 3_600, max: 365 * DAY }),
  SMTP_URL: url('smtp', 'smtps'),
  MAIL_FROM: text('an address such as Media Inbox <inbox@example.org>', /^[^\r\n]*\S+@\S+$/),
  REGISTRATION: oneOf('open', 'invite', 'closed'),
  ACCOUNT_ERASE_AFTER: whole('seconds', { min: 0, max: 365 * DAY }),
  LIMIT_CONNECTIONS: connections,
  LIMIT_CONNECTIONS_ADDRESS: connections,
  PASSWORD_SIGN_IN: flag(),
  REQUIRE_SECOND_FACTOR: oneOf('admin', 'all'),
  LIMIT_SIGN_IN: requests,
  LIMIT_SIGN_IN_ADDRESS: requests,
  LIMIT_SIGN_IN_ACCOUNT: requests,
  LIMIT_SECOND_FACTOR: requests,
  LIMIT_REGISTER: requests,
  LIMIT_REFRESH: requests,
  LIMIT_MAIL: requests,
  LIMIT_MAIL_ADDRESS: requests,
  LIMIT_PRESIGN: requests,
  LIMIT_USER: requests,
  LIMIT_ADDRESS: requests,
  ADMIN_EMAIL: email,
  ADMIN_PASSWORD: (name: string, value?: string) => secret(name, password(name, value)),
}

/** The names of all of them. */
export const variableNames = Object.keys(variables)

/** Every variable the application reads, checked once at start. Nothing else reads `process.env`. */
export default await Env.create(APP_ROOT, variables)
