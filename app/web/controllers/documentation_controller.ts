import type { HttpContext } from '@adonisjs/core/http'
import { NotFound } from '#app/http/exceptions/errors'
import { documentFile } from '#config/autoswagger'
import { documentationFiles, documentationPage, documentationPolicy } from '#app/web/openapi/pages'

export default class DocumentationController {
  /**
   * @document
   * @operationId getDocument
   * @summary Get this document
   * @tag documentation
   */
  document({ response }: HttpContext) {
    response.download(documentFile, true)
  }

  /**
   * @show
   * @operationId showDocumentation
   * @summary Read and try the API in a browser
   * @tag documentation
   */
  show({ response }: HttpContext) {
    response.header('content-security-policy', documentationPolicy)
    response.download(documentationPage, true)
  }

  /**
   * @file
   * @operationId getDocumentationFile
   * @summary Get a script or style of the documentation page
   * @tag documentation
   */
  file({ params, response }: HttpContext) {
    const file = Object.hasOwn(documentationFiles, params.file) && documentationFiles[params.file]
    if (!file) throw new NotFound()
    response.header('cache-control', 'public, max-age=3600')
    response.download(file, true)
  }
}
