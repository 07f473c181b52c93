import {
  type CORSRule,
  GetBucketCorsCommand,
  GetBucketLifecycleConfigurationCommand,
  type LifecycleRule,
  PutBucketCorsCommand,
  PutBucketLifecycleConfigurationCommand,
} from '@aws-sdk/client-s3'
import type { Bucket } from '#app/storage/s3/client'

/** The signature of a url is the permission, and no cookie goes along, so any page may use one. */
const browserRule: CORSRule = {
  ID: 'media-inbox-signed-urls',
  AllowedOrigins: ['*'],
  AllowedMethods: ['GET', 'PUT'],
  AllowedHeaders: ['*'],
  ExposeHeaders: ['ETag'],
  MaxAgeSeconds: 600,
}

/** Only the backstop: the application itself ends uploads seven days after their last part. */
function abandonedRule(prefix: string): LifecycleRule {
  return {
    ID: ['media-inbox-abandoned-uploads', ...prefix.split('/').filter(Boolean)].join('-'),
    Status: 'Enabled',
    Filter: { Prefix: prefix },
    AbortIncompleteMultipartUpload: { DaysAfterInitiation: 30 },
  }
}

/** Lets pages of any origin use signed urls. False where a rule of the bucket does so already. */
export async function allowBrowsers(bucket: Bucket): Promise<boolean> {
  const { client, name } = bucket
  const rules = await corsRulesOf(bucket)
  if (rules.some(letsPagesUpload)) return false

  const CORSConfiguration = { CORSRules: [...rules.filter(isNot(browserRule)), browserRule] }
  await client.send(new PutBucketCorsCommand({ Bucket: name, CORSConfiguration }))
  return true
}

/** Has the bucket end uploads in parts that nobody finished. False where a rule does so already. */
export async function endAbandonedUploads(bucket: Bucket): Promise<boolean> {
  if (await endsAbandonedUploads(bucket)) return false

  const { client, name } = bucket
  const own = abandonedRule(bucket.prefix)
  const rules = await lifecycleRulesOf(bucket)
  const LifecycleConfiguration = { Rules: [...rules.filter(isNot(own)), own] }
  const command = { Bucket: name, LifecycleConfiguration }
  await client.send(new PutBucketLifecycleConfigurationCommand(command))
  return true
}

/** Whether a rule of the bucket ends uploads in parts under every key of the application. */
export async function endsAbandonedUploads(bucket: Bucket): Promise<boolean> {
  const rules = await lifecycleRulesOf(bucket)
  return rules.some(({ Status, Prefix, Filter, AbortIncompleteMultipartUpload }) => {
    const covered = Filter?.Prefix ?? Prefix ?? ''
    const isForAll = bucket.prefix.startsWith(covered) && !(Filter?.Tag || Filter?.And)
    return Status === 'Enabled' && isForAll && AbortIncompleteMultipartUpload !== undefined
  })
}

async function corsRulesOf({ client, name }: Bucket) {
  const command = new GetBucketCorsCommand({ Bucket: name })
  const answer = await client.send(command).catch(noneWhere('NoSuchCORSConfiguration'))
  return answer?.CORSRules ?? []
}

async function lifecycleRulesOf({ client, name }: Bucket) {
  const command = new GetBucketLifecycleConfigurationCommand({ Bucket: name })
  const answer = await client.send(command).catch(noneWhere('NoSuchLifecycleConfiguration'))
  return answer?.Rules ?? []
}

function letsPagesUpload({ AllowedOrigins, AllowedMethods, ...rule }: CORSRule) {
  return (
    AllowedOrigins?.includes('*') &&
    ['GET', 'PUT'].every((method) => AllowedMethods?.includes(method)) &&
    rule.AllowedHeaders?.includes('*') &&
    rule.ExposeHeaders?.some((header) => header.toLowerCase() === 'etag')
  )
}

/** Ours is replaced; those of others stay as they are. */
function isNot(own: { ID?: string }) {
  return ({ ID }: { ID?: string }) => ID !== own.ID
}

function noneWhere(name: string) {
  return (error: Error): undefined => {
    if (error.name !== name) throw error
  }
}
