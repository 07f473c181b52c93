import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ServiceRecipe } from '#embedded/service'

export type Mode = 'production' | 'development'

/** The API and the worker, from the production build or with hot reload from the sources. */
export function serviceRecipes(root: string, dataDir: string, mode: Mode) {
  const cwd = mode === 'production' ? join(root, 'build') : root
  const attached = mode === 'production' ? 'attached.js' : 'attached.ts'
  const nodeOptions = [`--import=${pathToFileURL(join(cwd, 'app/embedded', attached))}`]
  const ace = join(cwd, 'ace.js')
  const common = { cwd, dataDir, nodeOptions }

  const api: ServiceRecipe =
    mode === 'production'
      ? { ...common, name: 'API', script: join(cwd, 'bin/server.js'), args: [] }
      : { ...common, name: 'API', script: ace, args: ['serve', '--hmr'] }
  const worker: ServiceRecipe = { ...common, name: 'worker', script: ace, args: ['worker'] }
  return { api, worker }
}
