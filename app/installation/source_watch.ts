import { watch } from 'node:fs'
import { join } from 'node:path'

const WATCHED = ['app', 'commands', 'config', 'database', 'providers', 'start']

/** An editor saves in several steps; they are one change within so many milliseconds. */
const QUIET = 200

/** Calls `changed` whenever sources of the project at `root` were saved, until `stop`. */
export function watchSources(root: string, changed: () => void, stop: AbortSignal) {
  let timer: NodeJS.Timeout | undefined
  for (const folder of WATCHED) {
    watch(join(root, folder), { recursive: true, signal: stop }, (_event, file) => {
      if (!file?.endsWith('.ts')) return
      clearTimeout(timer)
      timer = setTimeout(changed, QUIET)
    })
  }
  stop.addEventListener('abort', () => clearTimeout(timer))
}
