import { join } from 'node:path'
import { opendir } from 'node:fs/promises'
import { isErrno } from '#app/storage/disk/errno'

/** Names of one folder that are held at once, however many there are. */
const PAGE = 10_000

/**
 * The keys below a folder that begin with `prefix` and come after `startAfter`, in the order of
 * their characters, as S3 lists them. Folders that can hold none of them are not opened.
 */
export async function* walkKeys(
  root: string,
  { prefix, startAfter, base = '' }: { prefix: string; startAfter: string; base?: string }
): AsyncGenerator<string> {
  for await (const name of namesInOrder(join(root, base))) {
    const path = base + name
    if (!name.endsWith('/')) {
      if (path.startsWith(prefix) && path > startAfter) yield path
      continue
    }
    const mayMatch = path.startsWith(prefix) || prefix.startsWith(path)
    const mayFollow = path > startAfter || startAfter.startsWith(path)
    if (mayMatch && mayFollow) yield* walkKeys(root, { prefix, startAfter, base: path })
  }
}

/** Folders end with a slash, so that names sort as the keys below them do. */
async function* namesInOrder(folder: string) {
  let after = ''
  while (true) {
    const page = await smallestNames(folder, after)
    yield* page
    if (page.length < PAGE) return
    after = page[PAGE - 1]
  }
}

async function smallestNames(folder: string, after: string): Promise<string[]> {
  let names: string[] = []
  try {
    for await (const entry of await opendir(folder, { bufferSize: 1_000 })) {
      if (entry.name.startsWith('.')) continue
      const name = entry.isDirectory() ? `${entry.name}/` : entry.name
      if (name > after) names.push(name)
      if (names.length >= 2 * PAGE) names = names.sort().slice(0, PAGE)
    }
  } catch (error) {
    // Nothing was ever written, or the folder was pruned while we walked.
    if (!isErrno(error, 'ENOENT')) throw error
  }
  return names.sort().slice(0, PAGE)
}
