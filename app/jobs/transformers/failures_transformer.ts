import { BaseTransformer } from '@adonisjs/core/transformers'
import type { Failures } from '#app/jobs/actions/list_failures'
import { iso } from '#app/http/iso'

/** One reason for which jobs have failed. */
export default class FailuresTransformer extends BaseTransformer<Failures> {
  toObject() {
    const { reason, count, oldestAt } = this.resource
    return { reason, count, oldestAt: iso(oldestAt) }
  }
}
