import { Exception } from '@adonisjs/core/exceptions'

/** The application runs from its sources and nobody has built the page yet. */
export class PageNotBuilt extends Exception {
  static status = 503
  static code = 'E_PAGE_NOT_BUILT'
  static message = 'The page is not built yet: run "npm run build:page". The API is not affected.'
}
