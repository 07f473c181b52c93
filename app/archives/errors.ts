import { Exception } from '@adonisjs/core/exceptions'

export class ArchiveChanged extends Exception {
  static status = 410
  static code = 'E_ARCHIVE_CHANGED'
  static message = 'Files of this archive have been deleted since. Ask for a new archive.'
}
