import { Exception } from '@adonisjs/core/exceptions'

/** The store does not answer, or has no room. Nothing is known of what was asked of it. */
export class StoreUnavailable extends Exception {
  static status = 503
  static code = 'E_STORE_UNAVAILABLE'
  static message = 'The object store does not answer. Please try again in a moment.'
}

/** The disk has no room but its reserve. As an outage it ends: what waits for the store goes on. */
export class StoreFull extends StoreUnavailable {
  static status = 507
  static code = 'E_STORE_FULL'
  static message = 'The disk of the service is nearly full. Delete something, or ask its operator.'
}

export class ObjectMissing extends Exception {
  static status = 404
  static code = 'E_OBJECT_MISSING'
  static message = 'There is no such object.'
}

/** The object is another version than the one that was asked for. */
export class ObjectChanged extends Exception {
  static status = 409
  static code = 'E_OBJECT_CHANGED'
  static message = 'The object has changed since it was looked at.'
}

/** The key is taken. S3 answers the same status where `if-none-match: *` does not hold. */
export class ObjectExists extends Exception {
  static status = 412
  static code = 'E_OBJECT_EXISTS'
  static message = 'The object is already there and is never overwritten.'
}

/** An upload in parts that was never begun, or is completed or aborted. */
export class UploadMissing extends Exception {
  static status = 404
  static code = 'E_UPLOAD_MISSING'
  static message = 'There is no such upload in parts. Begin a new one.'
}
