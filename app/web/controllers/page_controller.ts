import type { HttpContext } from '@adonisjs/core/http'
import { NotFound } from '#app/http/exceptions/errors'
import { PageNotBuilt } from '#app/http/exceptions/page_errors'
import { pageFiles, type PageFile } from '#app/web/page/files'
import { pagePolicy } from '#app/web/page/policy'

export default class PageController {
  /**
   * @index
   * @operationId showApplication
   * @summary Open the inbox in a browser; for programs, name the application
   * @tag documentation
   */
  async index(ctx: HttpContext) {
    ctx.response.vary('accept')
    if (ctx.request.accepts(['json', 'html']) !== 'html') {
      return { data: { name: 'media-inbox', documentation: '/docs' } }
    }
    return sendPage('index.html', ctx)
  }

  /**
   * @guest
   * @operationId showGuestPage
   * @summary Open the page of an upload link
   * @tag documentation
   */
  async guest(ctx: HttpContext) {
    return sendPage('guest.html', ctx)
  }

  /**
   * @file
   * @operationId getPageFile
   * @summary Get a script, style or picture of the inbox
   * @tag documentation
   */
  async file(ctx: HttpContext) {
    const name = ctx.params['*'].join('/')
    const files = await pageFiles()
    const file = !name.endsWith('.html') && files.get(name)
    if (!file) throw new NotFound()
    if (name === 'service_worker.js') ctx.response.header('service-worker-allowed', '/')
    // Vite puts the hash of its content in the name of what it builds.
    const isHashed = name.startsWith('assets/')
    return send(file, isHashed ? 'public, max-age=31536000, immutable' : 'no-cache', ctx)
  }
}

async function sendPage(name: string, ctx: HttpContext) {
  const files = await pageFiles()
  const page = files.get(name)
  if (!page) throw new PageNotBuilt()
  return send(page, 'no-cache', ctx)
}

async function send(file: PageFile, cacheControl: string, { request, response }: HttpContext) {
  response.header('content-security-policy', await pagePolicy())
  response.header('cross-origin-opener-policy', 'same-origin')
  response.header('cache-control', cacheControl)
  response.header('etag', file.etag)
  response.vary('accept-encoding')
  response.relayHeaders()
  if (request.fresh()) return response.status(304).send(null)

  response.header('content-type', file.contentType)
  if (request.encoding(['gzip', 'identity']) !== 'gzip') return response.send(file.bytes)
  response.header('content-encoding', 'gzip')
  return response.send(file.gzipped)
}
