import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { EarlierBackup } from '#app/installation/backup/copy_objects'
import { BackupDamaged, BackupMissing } from '#app/installation/backup/errors'
import { readManifest, verifyFile } from '#app/installation/backup/manifest'
import { type BackedUpObject, ObjectFinder, readLines } from '#app/installation/backup/object_list'

const UNFINISHED = '.unfinished-'
const FINISHED = /^\d{4}-\d{2}-\d{2}T[\d-]+Z$/

/** The name of a backup of that moment: they sort by time, and are files' names everywhere. */
export function backupName(takenAt: Date) {
  return takenAt.toISOString().replaceAll(/[:.]/g, '-')
}

/** A folder for a new backup, which is no backup yet. What killed ones left behind goes. */
export async function beginBackup(to: string) {
  for (const name of await readdir(to)) {
    if (name.startsWith(UNFINISHED)) await rm(join(to, name), { recursive: true, force: true })
  }
  return mkdtemp(join(to, UNFINISHED))
}

/** The last backup there. None where its lists are damaged: nothing is built upon that one. */
export async function findEarlier(to: string): Promise<EarlierBackup | undefined> {
  const names = await readdir(to)
  const last = names
    .filter((name) => FINISHED.test(name))
    .sort()
    .at(-1)
  if (!last) return undefined
  try {
    return await openBackup(join(to, last))
  } catch (error) {
    if (error instanceof BackupDamaged || error instanceof BackupMissing) return undefined
    throw error
  }
}

async function openBackup(folder: string) {
  const { objects } = await readManifest(folder)
  await verifyFile(folder, objects)
  return {
    folder,
    objects: new ObjectFinder(readLines<BackedUpObject>(join(folder, objects.path))),
  }
}
