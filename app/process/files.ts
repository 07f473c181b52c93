import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { dirname } from 'node:path'

/** The text of a file, or undefined where there is none. */
export async function readIfPresent(path: string) {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/**
 * Makes a folder and all above it, where they are missing. Node's own recursive `mkdir` tries for
 * ever where the system answers that a folder, though its parent is there, can't be: below /proc.
 */
export async function makeFolder(path: string) {
  try {
    await mkdir(path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') return
    if (code !== 'ENOENT' || dirname(path) === path) throw error
    await makeFolder(dirname(path))
    await mkdir(path)
  }
}

/**
 * Writes a small private file so that, whenever the machine dies, either the former content or
 * all of the new one is there. Only the owner may read it.
 */
export async function writeDurably(path: string, content: string) {
  const temporary = `${path}.new`
  const file = await open(temporary, 'w', 0o600)
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
  await renameDurably(temporary, path)
}

/** Renames within one folder; on return the new name survives a power cut. */
export async function renameDurably(from: string, to: string) {
  await rename(from, to)
  const folder = await open(dirname(to))
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
