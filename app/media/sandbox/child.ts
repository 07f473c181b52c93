import { once } from 'node:events'
import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { processFile } from '#app/media/process_file'
import { type Bounds } from '#app/media/sandbox/guard'
import { endWithPrograms, type Answer, type Order } from '#app/media/sandbox/protocol'
import { type Limits } from '#app/media/media'
import { Rejection } from '#app/media/rejection'

// The parent is gone: nobody needs the answer.
process.once('disconnect', () => endWithPrograms(process.pid))

process.once('message', async (order: Order) => {
  startGuard(order.settings.limits)
  process.send!(await carryOut(order))
})

/** What is loaded only when a file needs it, and what waits for V8 to sweep it up. */
const room = 64 * 1024 * 1024

function startGuard({ memory, seconds }: Limits) {
  const guard = new URL(`./guard${extname(import.meta.url)}`, import.meta.url)
  const most = process.memoryUsage.rss() + memory + room
  const bounds: Bounds = { memory: most, seconds, parent: process.ppid }
  new Worker(guard, { workerData: bounds })
}

async function carryOut({ path, settings }: Order): Promise<Answer> {
  try {
    const inspection = await processFile(path, {
      ...settings,
      isSandboxed: true,
      onVariant: async (variant) => {
        process.send!({ kind: 'variant', variant } satisfies Answer)
        await once(process, 'message')
      },
    })
    return { kind: 'inspection', inspection }
  } catch (error) {
    if (error instanceof Rejection) {
      return { kind: 'rejection', code: error.code, message: error.message }
    }
    return { kind: 'error', message: String(error) }
  }
}
