/**
 * The one definition of an active account, as SQL on the `users` table under the given name:
 * neither disabled nor about to be erased. Sessions, keys, grants, links, shares and webhooks work
 * only while their owner is active; each of their statements joins `users` and asks this.
 */
export function isActive(users = 'users') {
  return `(${users}.disabled_at is null and ${users}.erase_at is null)`
}
