import Bowser from 'bowser'

/** What a person calls the device: "Firefox on Windows"; null if the user agent does not say. */
export function deviceName(userAgent: string | null | undefined) {
  if (!userAgent) return null
  const parsed = Bowser.parse(userAgent)
  const browser = parsed.browser.name || /^[\w.-]+/.exec(userAgent)?.[0]
  const system = parsed.os.name
  if (browser && system) return `${browser} on ${system}`
  return browser ?? system ?? null
}
