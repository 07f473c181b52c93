import { appUrl } from '#config/app'

const { hostname, origin } = new URL(appUrl)

/** How authenticator apps call this installation. */
export const issuer = 'Media Inbox'

/** For whom browsers create passkeys. Another host name in APP_URL makes them useless. */
export const relyingParty = { name: issuer, id: hostname, origin }
