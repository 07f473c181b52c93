const DAY = 86_400

/** How long a visitor who knew the password need not send it again, in seconds. */
export const visitLifetime = DAY

/** How long a URL of a share serves, in seconds: that of the store, and that with a visit in it. */
export const sharedUrlTtl = 900

/** How long those stay the same, so that browsers find what they have fetched, in seconds. */
export const sharedUrlReuse = 300

/** Assets of a share that shows no album. */
export const maxSharedAssets = 1_000
