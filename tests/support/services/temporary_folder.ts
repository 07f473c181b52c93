import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getActiveTest } from '@japa/runner'

/** An empty folder that is gone after the running test; a group's setup removes its own. */
export async function temporaryFolder() {
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'media-inbox-'))
  getActiveTest()?.cleanup(() => removeFolder(folder))
  return folder
}

export function removeFolder(folder: string) {
  return rm(folder, { recursive: true, force: true })
}
