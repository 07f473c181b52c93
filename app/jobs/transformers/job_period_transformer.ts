import { BaseTransformer } from '@adonisjs/core/transformers'
import type { JobPeriod } from '#app/jobs/actions/show_job_history'
import { iso } from '#app/http/iso'

/** Half an hour of work. */
export default class JobPeriodTransformer extends BaseTransformer<JobPeriod> {
  toObject() {
    const { start, completed, failed, depth } = this.resource
    return { start: iso(start), completed, failed, depth }
  }
}
