/** How authenticator apps call this installation. */
export const issuer = 'Media Inbox'
