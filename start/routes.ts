import router from '@adonisjs/core/services/router'

// Anything else in the place of an id is an unknown address, not a broken request.
router.where('id', router.matchers.uuid())
router.where('assetId', router.matchers.uuid())

await import('#app/web/routes')
await import('#app/monitoring/routes')
await import('#app/accounts/routes')
await import('#app/uploads/routes')
await import('#app/assets/routes')
await import('#app/jobs/routes')
await import('#app/assets/events/routes')
await import('#app/audit/routes')
await import('#app/storage/http/routes')
