import { createHash } from 'node:crypto'
import { readFile, readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CommandFailure, runCommand } from '#app/process/command'
import { readIfPresent } from '#app/process/files'
import { lockFolder } from '#app/process/folder_lock'
import { StartError } from '#app/process/start_error'

/** All that the production build is made of. */
const SOURCES = [
  'ace.js',
  'adonisrc.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'app',
  'bin',
  'commands',
  'config',
  'database',
  'providers',
  'resources',
  'start',
  'ui',
]

/**
 * Makes the production build of the project at `root` unless the one in `build` is of these very
 * sources, and returns its folder.
 */
export async function ensureProductionBuild(
  root: string,
  announce: (line: string) => void,
  stop: AbortSignal
) {
  const folder = join(root, 'build')
  const marker = join(folder, '.sources')
  const wanted = await digestSources(root)
  const built = await readIfPresent(marker)
  if (built === wanted) return folder

  announce('Making the production build, which takes a while the first time …')
  const release = await lockFolder(root, 'wait until it has built the project')
  await runCommand(process.execPath, ['ace.js', 'build'], { cwd: root, signal: stop }).catch(
    (cause) => {
      throw new StartError(`The production build failed.\n${outputOf(cause)}`, { cause })
    }
  )
  // Last, so that a build that was cut off is made again.
  await writeFile(marker, wanted)
  release()
  return folder
}

async function digestSources(root: string) {
  const digest = createHash('sha256')
  for (const source of SOURCES) {
    for (const path of await filesOf(join(root, source))) {
      digest
        .update(path.slice(root.length))
        .update('\0')
        .update(await readFile(path))
    }
  }
  return digest.digest('hex')
}

async function filesOf(path: string) {
  const found = await stat(path).catch(() => undefined)
  if (!found) return []
  if (found.isFile()) return [path]

  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  return files.map((file) => join(file.parentPath, file.name)).sort()
}

function outputOf(error: unknown) {
  return error instanceof CommandFailure ? error.output : String(error)
}
