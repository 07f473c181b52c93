import { Exception } from '@adonisjs/core/exceptions'

export class TypeNotAllowed extends Exception {
  static status = 422
  static code = 'E_TYPE_NOT_ALLOWED'
  static message = 'Files of this type are not accepted.'
}

export class FileEmpty extends Exception {
  static status = 422
  static code = 'E_FILE_EMPTY'
  static message = 'The file is empty.'
}

export class FileTooLarge extends Exception {
  static status = 422
  static code = 'E_FILE_TOO_LARGE'
  static message = 'The file is too large for its kind.'
}

export class QuotaExceeded extends Exception {
  static status = 422
  static code = 'E_QUOTA_EXCEEDED'
  static message = 'This upload would pass your quota. Delete something first.'
}

export class GrantExceeded extends Exception {
  static status = 422
  static code = 'E_GRANT_EXCEEDED'
  static message =
    'This file would exceed what the grant allows: its number of files, bytes, or types of files.'
}

/** Each open upload is a row, and one in parts a folder or an upload of the bucket for a week. */
export class TooManyUploads extends Exception {
  static status = 422
  static code = 'E_TOO_MANY_UPLOADS'
  static message = 'Too many uploads are open. Complete or delete some of them first.'
}

export class UploadIncomplete extends Exception {
  static status = 409
  static code = 'E_UPLOAD_INCOMPLETE'
  static message =
    'The bytes have not arrived yet. Send them to the url of the upload, then complete again.'
}

export class UploadMismatch extends Exception {
  static status = 422
  static code = 'E_UPLOAD_MISMATCH'
  static message = 'What arrived is not what was declared. Ask for a new upload.'
}

export class UploadNotOpen extends Exception {
  static status = 409
  static code = 'E_UPLOAD_NOT_OPEN'
  static message = 'This multipart upload is not open: it was completed, or it is a single upload.'
}

export class ExternalIdTaken extends Exception {
  static status = 409
  static code = 'E_EXTERNAL_ID_TAKEN'
  static message =
    'Another file of yours has this externalId, with another size or type. Choose another id.'
}

export class NotQuarantined extends Exception {
  static status = 409
  static code = 'E_NOT_QUARANTINED'
  static message =
    'Only a file that the scanner refused, and that is in quarantine, can be released.'
}
