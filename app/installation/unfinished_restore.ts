import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { readIfPresent, writeDurably } from '#app/process/files'
import { StartError } from '#app/process/start_error'
import { embeddedFiles } from '#app/process/variables'

/** What a restore writes below the data folder, by how its names begin. */
const RESTORED = ['postgres', 'objects', embeddedFiles.appKey]

/** What a file system, and a restore that died at once, may have in an otherwise empty folder. */
const NOTHING = ['lost+found', `${embeddedFiles.unfinishedRestore}.new`]

/** From now on nothing starts on the folder, until `endRestore`. */
export function beginRestore(dataDir: string) {
  return writeDurably(markerOf(dataDir), 'Run inbox:restore again, or remove this folder.\n')
}

export function endRestore(dataDir: string) {
  return rm(markerOf(dataDir))
}

/** Whether nothing is there, or nothing but what a restore has left that was cut off. */
export async function isRestorable(dataDir: string) {
  const names = await readdir(dataDir)
  const isUnfinished = names.includes(embeddedFiles.unfinishedRestore)
  const allowed = isUnfinished ? [...RESTORED, embeddedFiles.unfinishedRestore] : []
  return names.every((name) => {
    return NOTHING.includes(name) || allowed.some((start) => name.startsWith(start))
  })
}

/** Removes what an unfinished restore has written. */
export async function clearRestored(dataDir: string) {
  for (const name of await readdir(dataDir)) {
    if (!RESTORED.some((start) => name.startsWith(start))) continue
    await rm(join(dataDir, name), { recursive: true, force: true })
  }
}

/** Fails where the folder holds a part of an installation alone. */
export async function refuseUnfinishedRestore(dataDir: string) {
  if ((await readIfPresent(markerOf(dataDir))) === undefined) return
  throw new StartError(
    `${dataDir} is half restored: run \`node ace inbox:restore\` again, which starts from the beginning.`
  )
}

function markerOf(dataDir: string) {
  return join(dataDir, embeddedFiles.unfinishedRestore)
}
