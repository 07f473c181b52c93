import type { HttpContext } from '@adonisjs/core/http'
import { requestContextOf } from '#app/accounts/auth/request_context'
import { ListFailures } from '#app/jobs/actions/list_failures'
import { RetryFailures } from '#app/jobs/actions/retry_failures'
import FailuresTransformer from '#app/jobs/transformers/failures_transformer'
import { retryFailuresValidator } from '#app/jobs/validators'

export default class FailuresController {
  /**
   * @index
   * @operationId listFailures
   * @summary List why jobs have failed, the most frequent reason first
   */
  async index({ serialize }: HttpContext) {
    const failures = await new ListFailures().handle()
    return serialize(FailuresTransformer.paginate(failures, { nextCursor: null }))
  }

  /**
   * @retry
   * @operationId retryFailures
   * @summary Requeue jobs that failed for one reason, 100 at a time
   */
  async retry(ctx: HttpContext) {
    const { reason } = await ctx.request.validateUsing(retryFailuresValidator)
    const outcome = await new RetryFailures().handle({ reason, origin: requestContextOf(ctx) })
    ctx.response.status(202)
    return ctx.serialize(outcome)
  }
}
