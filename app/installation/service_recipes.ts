import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ServiceRecipe } from '#app/installation/service'

export type Mode = 'production' | 'development'

/** How long a running job or an answer in progress may take to end, in milliseconds. */
const GRACE = 30_000

/** No load balancer to wait for; the deadline leaves time to exit before it is killed. */
const END = { SHUTDOWN_DELAY: '0', SHUTDOWN_DEADLINE: '25' }

/** The watcher does not heed SIGTERM, and has nothing to finish. */
const WATCHER_GRACE = 1_000

/**
 * V8's young generation grows to 48 MB in a burst and stays so large when the work is done: idle,
 * API and worker together take 255 MB with this and 296 MB without.
 */
export const YOUNG_GENERATION = '--max-semi-space-size=4'

/**
 * glibc keeps an arena for each thread, and what was once freed inside of it. With two arenas, and
 * large blocks given back at once, an idle worker that has decoded pictures is half as large, and
 * one at work takes a quarter less and no longer.
 */
export const MEMORY = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: '131072',
  MALLOC_TRIM_THRESHOLD_: '131072',
}

/**
 * The API and the worker, from the production build or with hot reload from the sources; and from
 * the sources a third process, which builds the page whenever they change.
 */
export function serviceRecipes(root: string, dataDir: string, mode: Mode): ServiceRecipe[] {
  const cwd = mode === 'production' ? join(root, 'build') : root
  const attached = mode === 'production' ? 'attached.js' : 'attached.ts'
  const nodeOptions = [
    YOUNG_GENERATION,
    `--import=${pathToFileURL(join(cwd, 'app/installation', attached))}`,
  ]
  const ace = join(cwd, 'ace.js')
  const common = { cwd, dataDir, nodeOptions, variables: { ...MEMORY, ...END }, graceMs: GRACE }

  const server = { ...common, name: 'API', script: join(cwd, 'bin/server.js'), args: [] }
  const watcher = {
    ...common,
    name: 'API',
    script: ace,
    args: ['serve', '--hmr', '--no-clear'],
    graceMs: WATCHER_GRACE,
  }
  const worker = { ...common, name: 'worker', script: ace, args: ['worker'] }
  if (mode === 'production') return [server, worker]

  const page = {
    ...common,
    name: 'page',
    script: join(root, 'node_modules/vite/bin/vite.js'),
    args: ['build', 'ui', '--watch', '--logLevel', 'warn'],
    graceMs: WATCHER_GRACE,
  }
  return [watcher, worker, page]
}
