import env from '#start/env'
import { freePort } from '#embedded/free_port'
import { ChildProgram } from '#tests/support/child_program'
import { eventually } from '#tests/support/eventually'

/** The real worker, in its own process, on the database, queue and store of the suite. */
export function spawnWorker(...flags: string[]) {
  return spawnWorkerWith({}, ...flags)
}

export function spawnWorkerWith(variables: NodeJS.ProcessEnv, ...flags: string[]) {
  return new ChildProgram(['ace.js', 'worker', ...flags], { ...process.env, ...variables })
}

/** The real API in its own process beside the suite's, once it answers, with its address. */
export async function spawnServer(variables: NodeJS.ProcessEnv = {}) {
  const port = await freePort()
  const server = new ChildProgram(['--import=@poppinss/ts-exec', 'bin/server.ts'], {
    ...process.env,
    PORT: String(port),
    ...variables,
  })
  const url = `http://${env.get('HOST')}:${port}`
  await eventually(() => fetch(`${url}/health/live`), { deadline: 30_000 })
  return Object.assign(server, { url })
}
