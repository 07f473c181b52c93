import { getActiveTestOrFail } from '@japa/runner'
import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** An empty folder that is gone after the running test. */
export async function temporaryFolder() {
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'media-inbox-'))
  getActiveTestOrFail().cleanup(() => rm(folder, { recursive: true, force: true }))
  return folder
}
