import type { HttpContext } from '@adonisjs/core/http'
import { requestContextOf } from '#app/accounts/auth/request_context'
import { ChangeAssets } from '#app/assets/actions/change_assets'
import { bulkValidator } from '#app/assets/validators'

export default class BulkController {
  /**
   * @update
   * @operationId changeAssets
   * @summary Do the same to up to 1,000 assets, with a result for each
   */
  async update(ctx: HttpContext) {
    const change = await ctx.request.validateUsing(bulkValidator)
    const { id: userId } = ctx.auth.getUserOrFail()
    return {
      data: {
        results: await new ChangeAssets().handle({ ...change, userId }, requestContextOf(ctx)),
      },
    }
  }
}
