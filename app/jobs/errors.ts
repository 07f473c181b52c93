import { Exception } from '@adonisjs/core/exceptions'

export class JobNotFailed extends Exception {
  static status = 409
  static code = 'E_JOB_NOT_FAILED'
  static message = 'Only a failed job can be retried.'
}

export class JobActive extends Exception {
  static status = 409
  static code = 'E_JOB_ACTIVE'
  static message = 'The job is running. Wait until it has ended, then delete it.'
}

/** Uploads continue while the queue is unavailable: the sweep enqueues their jobs later. */
export class QueueUnavailable extends Exception {
  static status = 503
  static code = 'E_QUEUE_UNAVAILABLE'
  static message =
    'The queue does not answer. Check REDIS_URL, or the database where it is not set.'
}
