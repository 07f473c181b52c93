/** How long a grant is valid unless its creator says otherwise, and at most, in seconds. */
export const grantLifetime = { default: 3_600, max: 30 * 86_400 }
