import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** What exiftool says of the file and of its container, which is not metadata. */
const ofTheFile = /^(SourceFile$|ExifTool:|System:|File:|RIFF:|Composite:(ImageSize|Megapixels)$)/

/**
 * Every tag of metadata that exiftool finds in a file, as `Group:Name`; undefined where exiftool is
 * not installed.
 */
export async function embeddedTags(path: string): Promise<string[] | undefined> {
  try {
    const { stdout } = await run('exiftool', ['-json', '-G1', '-a', path])
    const [tags] = JSON.parse(stdout)
    return Object.keys(tags).filter((tag) => !ofTheFile.test(tag))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** What exiftool reads of each file of a folder, by name; undefined where it is not installed. */
export async function tagsIn(
  folder: string
): Promise<Map<string, Record<string, any>> | undefined> {
  const numbers = ['-json', '-n', '-G0', '-x', 'Composite:SubSec*', folder]
  try {
    const { stdout } = await run('exiftool', numbers, { env: { ...process.env, TZ: 'UTC' } })
    const files: Record<string, any>[] = JSON.parse(stdout)
    return new Map(files.map((file) => [file['File:FileName'], file]))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
