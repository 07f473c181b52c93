import { Exception } from '@adonisjs/core/exceptions'
import { Rejection } from '#app/media/rejection'

/** The scanner does not answer, or cannot scan: nothing is known of the file. */
export class ScannerUnavailable extends Exception {
  static status = 503
  static code = 'E_SCANNER_UNAVAILABLE'
  static message = 'The scanner does not answer. Check SCAN_URL and that clamd runs.'
}

/** The scanner knows the file, by the name of its signature. */
export class Malware extends Rejection {
  constructor(readonly signature: string) {
    super('E_MALWARE')
  }
}
