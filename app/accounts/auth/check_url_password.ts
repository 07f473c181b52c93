import { verifyPassword } from '#app/accounts/auth/passwords'
import { SignInAttempts } from '#app/accounts/sessions/sign_in_attempts'
import { neighbourhoodOf } from '#app/http/limits/network'

interface Check {
  /** Names what the password protects, for the limits. */
  subject: string
  /** The hash of its password. */
  hash: string
  password: string
  ip: string
}

/**
 * Whether this is the password of a public URL. Throws `E_TOO_MANY_REQUESTS` after too many wrong
 * ones, counted as those of sign-ins are.
 */
export async function checkUrlPassword({ subject, hash, password, ip }: Check) {
  const attempts = SignInAttempts.ofStranger(subject, ip)
  await attempts.admit()
  const turn = { isKnown: false, lane: neighbourhoodOf(ip) }
  // Checked again in its turn, because guesses that come at once are counted one by one.
  const beforehand = () => attempts.check()
  const isRight = await verifyPassword(password, hash, { beforehand, turn })
  await (isRight ? attempts.countSuccess() : attempts.countFailure())
  return isRight
}
