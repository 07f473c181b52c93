import db from '@adonisjs/lucid/services/db'
import { clearHalt } from '#app/maintenance/orphans/round'
import store from '#app/storage/main'

/** Removes all users with all that is theirs, and every object: what is there later is the test's. */
export async function emptyInbox() {
  await db.rawQuery('truncate users, deletions, orphans cascade')
  await clearHalt()
  for (const prefix of ['assets/', 'quarantine/']) {
    const keys = await Array.fromAsync(store.list(prefix), ({ key }) => key)
    await store.delete(keys)
  }
  for await (const { key, uploadId } of store.listMultiparts('assets/')) {
    await store.abortMultipart(key, uploadId)
  }
}
