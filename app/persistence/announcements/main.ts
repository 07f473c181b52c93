import app from '@adonisjs/core/services/app'
import type { Announcements } from '#app/persistence/announcements/announcements'

let announcements: Announcements

/** How this process notifies all processes, itself included, that there is news for a user. */
await app.booted(async () => {
  announcements = await app.container.make('announcements')
})

export { announcements as default }
