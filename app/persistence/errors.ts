import { Exception } from '@adonisjs/core/exceptions'

/** Removals could not be held back in time: another backup runs, or a removal hangs. */
export class BackupBusy extends Exception {
  static code = 'E_BACKUP_BUSY'
  static message = 'Another backup is under way. Let it end, or end it, and try again.'
}
