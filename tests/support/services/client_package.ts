import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Where the client's package is. */
export const clientFolder = fileURLToPath(new URL('../../../packages/client', import.meta.url))

// Its types are made when it is built; `tests/integration/client/package.spec.ts` checks them.
type Client = Record<string, any>

let built: Promise<Client> | undefined

/** The client as it is published, built once from the sources and the API document. */
export function builtClient() {
  built ??= build()
  return built
}

async function build(): Promise<Client> {
  await npm(['run', 'build'], clientFolder)
  return import(`${clientFolder}/dist/index.js`)
}

/** Runs npm in a folder and returns what it says. */
export async function npm(args: string[], cwd: string) {
  const { stdout } = await run('npm', args, { cwd })
  return stdout
}
