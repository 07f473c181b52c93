const NAMES = [
  'authorization',
  'cookie',
  'set-cookie',
  'password',
  'currentPassword',
  'newPassword',
  'accessToken',
  'refreshToken',
  'secret',
  'token',
]

const ANY = `(?:${NAMES.join('|')})`
const FIELD = new RegExp(String.raw`("${ANY}"\s*:\s*)(?:\[[^\]]*\]|"(?:[^"\\]|\\.)*")`, 'gi')
// JSON in a text: its quotes are escaped, and quotes within its values twice.
const NESTED_FIELD = new RegExp(String.raw`(\\"${ANY}\\"\s*:\s*\\").*?(?<!\\\\)\\"`, 'gi')
const TOKEN = /\bmi_(access|refresh)_[\w-]+/g
const CREDENTIALS = /\b(bearer|basic)\s+[\w.~+/=-]+/gi
const USER_INFO = /(:\/\/)[^\s/@"]*@/g
const SIGNED_QUERY = /\?[^\s"'<>]*(?:signature|grant|credential|security-token)=[^\s"'<>]*/gi

/**
 * A log line without what would let its reader in: tokens, passwords, cookies, credentials in
 * urls, and the queries of signed urls. It looks at the line as it is written, so that nothing
 * slips through in the text of an error or at an unforeseen depth.
 */
export function scrub(line: string): string {
  return line
    .replace(FIELD, '$1"[redacted]"')
    .replace(NESTED_FIELD, String.raw`$1[redacted]\"`)
    .replace(TOKEN, 'mi_$1_[redacted]')
    .replace(CREDENTIALS, '$1 [redacted]')
    .replace(USER_INFO, '$1[redacted]@')
    .replace(SIGNED_QUERY, '?[redacted]')
}
