import { randomUUID } from 'node:crypto'
import { getActiveTestOrFail } from '@japa/runner'
import storage from '#config/storage'
import { openStore } from '#app/storage/open_store'
import { temporaryFolder } from '#tests/support/services/temporary_folder'

/** The variables of a process that has a store to itself, beside a database of its own. */
export async function ownStoreVariables() {
  return { DATA_DIR: await temporaryFolder(), S3_PREFIX: `own/${randomUUID()}` }
}

/** A store of the suite's kind that is the running test's alone: a folder, or a prefix in the bucket. */
export async function ownStore() {
  const disk = { ...storage.disk, root: await temporaryFolder() }
  const store = await openStore({
    disk,
    s3: storage.s3 && { ...storage.s3, prefix: `own/${randomUUID()}` },
  })
  getActiveTestOrFail().cleanup(async () => {
    const keys = await Array.fromAsync(store.list(''), ({ key }) => key)
    await store.delete(keys)
    await store.close()
  })
  return store
}
