/** How long a grant is valid unless its creator says otherwise, and at most, in seconds. */
export const grantLifetime = { default: 3_600, max: 30 * 86_400 }

/** Grants that an account can have at a time, visits of its links aside. */
export const maxGrants = 10_000
