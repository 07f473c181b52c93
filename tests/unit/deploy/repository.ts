import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

/** The folder that holds package.json. */
export const root = fileURLToPath(new URL('../../../', import.meta.url))

/** A text file of the project, by its path from the project's own folder. */
export function read(path: string) {
  return readFile(new URL(path, `file://${root}`), 'utf8')
}

/** The names of the variables that the application reads, in the order of `start/env.ts`. */
export async function variableNames() {
  return matches(await read('start/env.ts'), /^ {2}([A-Z][A-Z0-9_]*):/gm)
}

/** What the first group of each match holds. */
export function matches(text: string, pattern: RegExp) {
  return [...text.matchAll(pattern)].map(([, group]) => group)
}
