import router from '@adonisjs/core/services/router'

// Anything else in the place of an id is an unknown address, not a broken request. The framework's
// own matcher takes letters beyond F, which PostgreSQL does not.
const uuid = {
  match: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  cast: (id: string) => id.toLowerCase(),
}
router.where('id', uuid)
router.where('assetId', uuid)

await import('#app/web/routes')
await import('#app/monitoring/routes')
await import('#app/accounts/routes')
await import('#app/accounts/sessions/routes')
await import('#app/accounts/factors/routes')
await import('#app/accounts/keys/routes')
await import('#app/uploads/routes')
await import('#app/assets/routes')
await import('#app/albums/routes')
await import('#app/links/routes')
await import('#app/archives/routes')
await import('#app/sharing/routes')
await import('#app/webhooks/routes')
await import('#app/jobs/routes')
await import('#app/assets/events/routes')
await import('#app/audit/routes')
await import('#app/storage/http/routes')
