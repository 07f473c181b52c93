/**
 * Links to the page that carry a token. It stands behind the `#`, which browsers send to nobody,
 * so that no log and no referrer holds it.
 */
export const invitationLink = (baseUrl: string, token: string) => `${baseUrl}/#/invitation/${token}`

export const emailLink = (baseUrl: string, token: string) => `${baseUrl}/#/email/${token}`

export const resetLink = (baseUrl: string, token: string) => `${baseUrl}/#/reset/${token}`
