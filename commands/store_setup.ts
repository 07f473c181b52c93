import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { Bucket } from '#app/storage/s3/client'

export default class StoreSetup extends BaseCommand {
  static commandName = 'store:setup'
  static description = 'Put the rules in place that the bucket needs'
  static help = [
    'Adds a CORS rule, so that browsers may use signed urls, and a lifecycle rule that ends uploads in parts after 30 days. Other rules stay as they are; running it again changes nothing.',
  ]

  @flags.boolean({ description: 'Make the bucket first where there is none' })
  declare create: boolean

  async run() {
    const { default: storage } = await import('#config/storage')
    if (!storage.s3) {
      this.logger.info('Objects are on disk: there is nothing to set up.')
      return
    }
    const { findBucketFault } = await import('#app/storage/s3/bucket_fault')
    const fault = await findBucketFault(storage.s3)
    const isToBeMade = this.create && fault?.isMissing
    if (fault && !isToBeMade) return this.#fail(fault.message)

    const { openBucket } = await import('#app/storage/s3/client')
    const bucket = openBucket(storage.s3)
    if (!isToBeMade || (await this.#make(bucket))) await this.#putRules(bucket)
    bucket.client.destroy()
  }

  async #make({ client, name }: Bucket) {
    const { CreateBucketCommand } = await import('@aws-sdk/client-s3')
    try {
      await client.send(new CreateBucketCommand({ Bucket: name }))
    } catch (error) {
      const reason = (error as Error).name
      this.#fail(`The bucket ${name} can't be made (${reason}). Allow the key s3:CreateBucket.`)
      return false
    }
    this.logger.success(`The bucket ${name} is made.`)
    return true
  }

  async #putRules(bucket: Bucket) {
    const { allowBrowsers, endAbandonedUploads } = await import('#app/storage/s3/bucket_rules')
    await this.#put('CORS', 's3:GetBucketCORS and s3:PutBucketCORS', () => allowBrowsers(bucket))
    const lifecycle = 's3:GetLifecycleConfiguration and s3:PutLifecycleConfiguration'
    await this.#put('lifecycle', lifecycle, () => endAbandonedUploads(bucket))
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
