import env from '#start/env'
import { Clamd } from '#app/scanner/clamd'

/** The port of clamd, where SCAN_URL names none. */
const usualPort = 3310

/** What looks at each original before anybody gets a URL of it; nothing does without SCAN_URL. */
export const scanning = {
  scanner: scannerAt(env.get('SCAN_URL')),
  /** What happens to a file while the scanner is down: it waits, or is let through. */
  whenUnavailable: env.get('SCAN_UNAVAILABLE', 'hold'),
  /** Bytes of each file that are scanned, from its start: `StreamMaxLength` of Debian's clamd. */
  maxBytes: env.get('SCAN_MAX_BYTES', 26_214_400),
}

/** Seconds until a file that waits for the scanner is tried again. */
export const scanAgainSeconds = 15

function scannerAt(url?: string) {
  if (!url) return undefined
  const { hostname, port } = new URL(url)
  return new Clamd({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || usualPort })
}
