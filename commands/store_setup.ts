import { BaseCommand } from '@adonisjs/core/ace'
import type { Bucket } from '#storage/s3/client'

export default class StoreSetup extends BaseCommand {
  static commandName = 'store:setup'
  static description = 'Put the rules in place that the bucket needs'
  static help = [
    'Adds a CORS rule, so that browsers may use signed urls, and a lifecycle rule that ends uploads in parts after 30 days. Other rules stay as they are; running it again changes nothing.',
  ]

  async run() {
    const { default: storage } = await import('#config/storage')
    if (!storage.s3) {
      this.logger.info('Objects are on disk: there is nothing to set up.')
      return
    }
    const { findBucketFault } = await import('#storage/s3/bucket_fault')
    const fault = await findBucketFault(storage.s3)
    if (fault) return this.#fail(fault.message)

    const { openBucket } = await import('#storage/s3/client')
    await this.#putRules(openBucket(storage.s3))
  }

  async #putRules(bucket: Bucket) {
    const { allowBrowsers, endAbandonedUploads } = await import('#storage/s3/bucket_rules')
    await this.#put('CORS', 's3:GetBucketCORS and s3:PutBucketCORS', () => allowBrowsers(bucket))
    const lifecycle = 's3:GetLifecycleConfiguration and s3:PutLifecycleConfiguration'
    await this.#put('lifecycle', lifecycle, () => endAbandonedUploads(bucket))
    bucket.client.destroy()
  }

  /** One rule that can't be put does not keep the other from being. */
  async #put(rule: string, permissions: string, put: () => Promise<boolean>) {
    try {
      this.logger.success(`The ${rule} rule ${(await put()) ? 'is set' : 'was there already'}.`)
    } catch (error) {
      const { name } = error as Error
      this.#fail(`The ${rule} rule can't be set (${name}). Allow the key ${permissions}.`)
    }
  }

  #fail(message: string) {
    this.exitCode = 1
    this.logger.error(message)
  }
}
