import { RuntimeException } from '@adonisjs/core/exceptions'

const SEGMENT = '[A-Za-z0-9_-][A-Za-z0-9._-]*'
const KEY = new RegExp(`^${SEGMENT}(/${SEGMENT})*$`)
const MAX_LENGTH = 200

/**
 * Refuses a key that could mean different things to different stores, or leave the disk store's
 * folder: no empty or dotted segment, nothing that needs encoding, 200 characters at most.
 * Keys are made by the application, so a refusal is a mistake in it.
 */
export function assertKey(key: string): void {
  if (key.length > MAX_LENGTH || !KEY.test(key)) {
    throw new RuntimeException(`Not an object key: ${JSON.stringify(key)}`)
  }
}
