import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { promisify } from 'node:util'
import { freePort } from '#app/process/free_port'

const run = promisify(execFile)

/** Whether this machine has a Redis to start. */
export function hasRedis() {
  return run('redis-server', ['--version']).then(
    () => true,
    () => false
  )
}

/** A Redis that keeps its log in the folder, as operations.md asks for, while the work runs. */
export async function withRedis<Result>(folder: string, work: (url: string) => Promise<Result>) {
  const port = String(await freePort())
  const settings = ['--appendonly', 'yes', '--save', '', '--maxmemory-policy', 'noeviction']
  const server = spawn('redis-server', ['--port', port, '--dir', folder, ...settings], {
    stdio: 'ignore',
  })
  const ended = once(server, 'exit')
  try {
    return await work(`redis://127.0.0.1:${port}`)
  } finally {
    server.kill()
    await ended
  }
}
