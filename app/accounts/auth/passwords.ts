import { randomBytes } from 'node:crypto'
import hash from '@adonisjs/core/services/hash'
import { HashingQueue, type Turn } from '#app/accounts/auth/hashing_queue'

// Two of the thread pool's four threads, and some four seconds of waiting at 25 ms a hash.
const queue = new HashingQueue(2, 300)

let standIn: Promise<string> | undefined

/** Hashes a password with Argon2id. */
export function hashPassword(password: string, turn?: Turn) {
  return queue.run(() => hash.make(normalizePassword(password)), turn)
}

/**
 * Whether the password belongs to the hash. Without a hash, because nobody has that email, it
 * takes the same time and returns false. `beforehand` runs when its turn has come, and may refuse.
 */
export async function verifyPassword(
  password: string,
  hashed: string | undefined,
  { beforehand, turn }: { beforehand: () => Promise<void>; turn: Turn }
) {
  standIn ??= hashPassword(randomBytes(32).toString('base64url'))
  const unknown = await standIn
  const isRight = await queue.run(async () => {
    await beforehand()
    return hash.verify(hashed ?? unknown, normalizePassword(password))
  }, turn)
  return isRight && hashed !== undefined
}

/** Whether the hash was made with other parameters than today's. */
export function isOutdated(hashed: string) {
  return hash.needsReHash(hashed)
}

/** Keyboards compose the same letter differently: NIST SP 800-63B-4, section 3.1.1.2. */
export function normalizePassword(password: string) {
  return password.normalize('NFKC')
}
