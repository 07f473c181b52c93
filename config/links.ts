/** Upload links that an account can have. */
export const maxLinks = 1_000

/** How long a visitor may send and see what was sent, in seconds. */
export const visitLifetime = 86_400

/** Seconds from the first file until its owner is told, and the least from one mail to the next. */
export const linkMails = { gatherSeconds: 20, pauseSeconds: 900 }
