import { execFile } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { temporaryFolder } from '#tests/support/services/temporary_folder'

const run = promisify(execFile)

/**
 * Mounts a file system of so many megabytes in a new folder. It takes root, as `.ci/run` has it:
 * nothing short of a real file system fills as one does. Call `unmount` once nothing uses it.
 */
export async function smallDisk(megabytes: number) {
  const folder = await temporaryFolder()
  const disk = join(folder, 'disk')
  await mkdir(disk)
  await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0755`, 'tmpfs', disk])
  return { disk, unmount: () => run('umount', ['--lazy', disk]) }
}
