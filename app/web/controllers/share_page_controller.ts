import { Exception } from '@adonisjs/core/exceptions'
import type { HttpContext } from '@adonisjs/core/http'
import { baseUrl } from '#app/http/base_url'
import { PageNotBuilt } from '#app/http/exceptions/page_errors'
import { openShare } from '#app/sharing/open_share'
import { pageFiles } from '#app/web/page/files'
import { pagePolicy } from '#app/web/page/policy'
import { sharePreview } from '#app/web/page/share_preview'

const TITLE = /<title>.*<\/title>/

export default class SharePageController {
  /**
   * @show
   * @operationId showSharePage
   * @summary Open the page of a share
   * @description It names the share and its newest picture for previews of the link, unless the share has a password.
   * @tag documentation
   */
  async show(ctx: HttpContext) {
    const { params, response } = ctx
    const files = await pageFiles()
    const page = files.get('share.html')
    if (!page) throw new PageNotBuilt()

    response.header('content-security-policy', await pagePolicy())
    response.header('cross-origin-opener-policy', 'same-origin')
    response.header('x-robots-tag', 'noindex')
    response.header('content-type', page.contentType)
    const html = page.bytes.toString('utf8')
    const share = await find(params.secret)
    // The page itself says what is wrong.
    if (share instanceof Exception) return response.status(share.status).send(html)
    if (share.password !== null) return response.send(html)
    const preview = await sharePreview(share, `${baseUrl(ctx)}/shared/${params.secret}`)
    return response.send(html.replace(TITLE, () => preview))
  }
}

async function find(secret: string) {
  try {
    return await openShare(secret)
  } catch (error) {
    if (error instanceof Exception && error.status < 500) return error
    throw error
  }
}
