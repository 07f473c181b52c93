import { lstatSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { isRunning } from '#app/process/process_identity'

const NAME = /^media-inbox-work-(\d+)-/

/** A new folder on this machine for the files of one job. Its name says whose it is. */
export function makeWorkFolder() {
  return mkdtemp(join(tmpdir(), `media-inbox-work-${process.pid}-`))
}

/**
 * Removes the folders of processes that were killed, before this one has any of its own: an
 * original may have gigabytes, and a worker that is killed again and again would fill the disk.
 */
export async function removeAbandonedWork() {
  for (const name of await readdir(tmpdir())) {
    const pid = Number(NAME.exec(name)?.[1])
    if (!pid || (pid !== process.pid && (await isRunning(pid, basename(process.execPath)))))
      continue
    const path = join(tmpdir(), name)
    if (isOfThisUser(path)) await rm(path, { recursive: true, force: true })
  }
}

/** Another user's installation may share the folder for temporary files: it cleans up its own. */
function isOfThisUser(path: string) {
  const found = lstatSync(path, { throwIfNoEntry: false })
  return found?.uid === process.getuid?.()
}
