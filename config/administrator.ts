import env from '#start/env'

/** Whom the seeder makes the first administrator. Without a password it makes one up. */
export const firstAdministrator = {
  email: env.get('ADMIN_EMAIL', 'admin@media-inbox.local'),
  password: env.get('ADMIN_PASSWORD'),
}
