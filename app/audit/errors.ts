import { Exception } from '@adonisjs/core/exceptions'

export class MonthNotArchivable extends Exception {
  static code = 'E_MONTH_NOT_ARCHIVABLE'
}
