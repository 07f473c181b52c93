import type { HttpContext } from '@adonisjs/core/http'
import Job from '#app/jobs/models/job'
import { requestContextOf } from '#app/accounts/auth/request_context'
import { CountJobs } from '#app/jobs/actions/count_jobs'
import { DeleteJob } from '#app/jobs/actions/delete_job'
import { RetryJob } from '#app/jobs/actions/retry_job'
import { ShowJobHistory } from '#app/jobs/actions/show_job_history'
import JobPeriodTransformer from '#app/jobs/transformers/job_period_transformer'
import JobTransformer from '#app/jobs/transformers/job_transformer'
import { jobsPageValidator } from '#app/jobs/validators'

export default class JobsController {
  /**
   * @index
   * @operationId listJobs
   * @summary List jobs, newest first
   */
  async index({ request, serialize }: HttpContext) {
    const { limit = 25, cursor, state } = await request.validateUsing(jobsPageValidator)
    const { rows, nextCursor } = await Job.page({ limit, cursor, state })
    return serialize(JobTransformer.paginate(rows, { nextCursor }))
  }

  /**
   * @stats
   * @operationId countJobs
   * @summary Count the jobs by what they are waiting for
   */
  async stats({ serialize }: HttpContext) {
    return serialize(await new CountJobs().handle())
  }

  /**
   * @history
   * @operationId showJobHistory
   * @summary Show what the last 24 hours brought, in halves of an hour
   */
  async history({ serialize }: HttpContext) {
    const periods = await new ShowJobHistory().handle()
    return serialize(JobPeriodTransformer.paginate(periods, { nextCursor: null }))
  }

  /**
   * @show
   * @operationId showJob
   * @summary Show a job
   */
  async show({ params, serialize }: HttpContext) {
    return serialize(JobTransformer.transform(await Job.findOrFail(params.id)))
  }

  /**
   * @retry
   * @operationId retryJob
   * @summary Requeue a failed job
   */
  async retry(ctx: HttpContext) {
    const job = await Job.findOrFail(ctx.params.id)
    await new RetryJob().handle({ job, origin: requestContextOf(ctx) })
    ctx.response.status(202)
    return ctx.serialize(JobTransformer.transform(job))
  }

  /**
   * @destroy
   * @operationId deleteJob
   * @summary Delete a job
   * @description One that had not run yet leaves its asset failed.
   */
  async destroy(ctx: HttpContext) {
    const job = await Job.findOrFail(ctx.params.id)
    await new DeleteJob().handle({ job, origin: requestContextOf(ctx) })
    return ctx.response.noContent()
  }
}
