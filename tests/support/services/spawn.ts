import appEnv from '#start/env'
import type { Step } from '#app/observability/tracing/checkpoints'
import { freePort } from '#app/process/free_port'
import { ChildProgram } from '#tests/support/services/child_program'
import { eventually } from '#tests/support/eventually'

/** The real worker, in its own process, on the database, queue and store of the suite. */
export function spawnWorker(variables: NodeJS.ProcessEnv = {}) {
  // Tests wait for what it says, while the suite itself is silent.
  const env = { ...process.env, LOG_LEVEL: 'info', ...variables }
  return new ChildProgram(['ace.js', 'worker'], env)
}

/** A process that dies as by SIGKILL when it reaches the step, on one asset or on any. */
export function dyingAt(step: Step, assetId?: string): NodeJS.ProcessEnv {
  return { ...preloaded('../chaos/die_at.js'), DIE_AT: step, DIE_FOR: assetId }
}

/** A worker whose processes that read the named file alone all crash. */
export function poisonedBy(filename: string): NodeJS.ProcessEnv {
  return { ...preloaded('../chaos/poison.js'), POISON: filename }
}

/** The real API in its own process beside the suite's, once it answers, with its address. */
export async function spawnServer(variables: NodeJS.ProcessEnv = {}) {
  const port = await freePort()
  const server = new ChildProgram(['--import=@poppinss/ts-exec', 'bin/server.ts'], {
    ...process.env,
    PORT: String(port),
    ...variables,
  })
  const url = `http://${appEnv.get('HOST')}:${port}`
  await eventually(() => fetch(`${url}/health/live`), { deadline: 30_000 })
  return Object.assign(server, { url })
}

function preloaded(name: string) {
  const before = process.env.NODE_OPTIONS ?? ''
  return { NODE_OPTIONS: `${before} --import=${new URL(name, import.meta.url).href}`.trim() }
}
