import { rename, rm, symlink } from 'node:fs/promises'
import { getActiveTest } from '@japa/runner'
import storage from '#config/storage'
import { Wire } from '#tests/support/http/wire'

/** An outage of the store, as a process meets it that was started with these variables. */
export interface StoreOutage {
  variables: NodeJS.ProcessEnv
  begin: () => Promise<void>
  end: () => Promise<void>
}

/** A bucket answers 503 to whoever goes by the wire; the disk's folder leads nowhere. */
export function storeOutage(): Promise<StoreOutage> {
  return storage.s3 ? bucketOutage(storage.s3.endpoint!) : diskOutage(storage.disk.root)
}

async function bucketOutage(endpoint: string): Promise<StoreOutage> {
  const wire = await Wire.to(endpoint)
  await wire.join()
  return {
    variables: { S3_ENDPOINT: wire.url },
    begin: async () => wire.refuse('503 Slow Down'),
    end: async () => wire.allow(),
  }
}

async function diskOutage(root: string): Promise<StoreOutage> {
  const aside = `${root}-aside`
  let isAway = false
  const end = async () => {
    if (!isAway) return
    await rm(root)
    await rename(aside, root)
    isAway = false
  }
  getActiveTest()?.cleanup(end)
  return {
    variables: {},
    end,
    async begin() {
      await rename(root, aside)
      await symlink(root, root)
      isAway = true
    },
  }
}
