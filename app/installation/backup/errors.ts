import { Exception } from '@adonisjs/core/exceptions'

/** What is said to be a backup is none, or not a whole one. */
export class BackupMissing extends Exception {
  static code = 'E_BACKUP_MISSING'

  constructor(folder: string, options?: ErrorOptions) {
    super(`${folder} is no backup: name the folder of one, which holds a manifest.json.`, options)
  }
}

/** A file of the backup is not the one that was written. */
export class BackupDamaged extends Exception {
  static code = 'E_BACKUP_DAMAGED'

  constructor(file: string, options?: ErrorOptions) {
    super(`The backup is damaged and is not used: ${file} is not as it was written.`, options)
  }
}

/** The backup knows of changes to the tables that this release does not. */
export class BackupNewer extends Exception {
  static code = 'E_BACKUP_NEWER'

  constructor(version: string, detail: string) {
    super(
      `The backup was made by a newer release (${version}; ${detail}): ` +
        'install that one or a later one, and restore with it.'
    )
  }
}

export class FolderNotEmpty extends Exception {
  static code = 'E_FOLDER_NOT_EMPTY'

  constructor(folder: string) {
    super(
      `DATA_DIR ${folder} is not empty, and nothing is ever restored over what is there: ` +
        'set DATA_DIR to an empty folder, or move this one away.'
    )
  }
}

/** The command is for what lies below DATA_DIR, and `variable` names something elsewhere. */
export class PartElsewhere extends Exception {
  static code = 'E_PART_ELSEWHERE'

  constructor(variable: string) {
    super(
      `${variable} names a service, which this command does not reach. ` +
        'docs/operations.md#backing-up-services tells how services are backed up and restored.'
    )
  }
}

/** The database went away while the backup ran, and with it the promise that no object goes. */
export class BackupInterrupted extends Exception {
  static code = 'E_BACKUP_INTERRUPTED'
  static message = 'The connection to the database was lost, and the backup with it. Try again.'
}
