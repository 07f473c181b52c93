import { BaseTransformer } from '@adonisjs/core/transformers'
import type Job from '#app/jobs/models/job'
import { iso } from '#app/http/iso'

/** A job as an administrator sees it. */
export default class JobTransformer extends BaseTransformer<Job> {
  toObject() {
    const { createdAt, updatedAt } = this.resource
    return {
      ...this.pick(this.resource, ['id', 'assetId', 'kind', 'state', 'attempts', 'lastError']),
      progress: this.resource.progress ?? null,
      createdAt: iso(createdAt),
      updatedAt: iso(updatedAt),
    }
  }
}
