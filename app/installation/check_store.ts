/** Stops the start if the configured store and database do not belong together. */
export async function checkStoreBelongs() {
  // Not above: they read the variables, which the start completes first.
  const { default: env } = await import('#start/env')
  const { bindStore } = await import('#app/maintenance/belonging/bind_store')
  const { withSides } = await import('#app/maintenance/belonging/with_sides')
  await withSides(env.get('DATABASE_URL'), bindStore)
}
