import { once } from 'node:events'
import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { processFile } from '#media/process_file'
import { type Answer, type Order } from '#media/alone/protocol'
import { Rejection } from '#media/rejection'

// Whoever asked is gone: nobody wants the answer.
process.once('disconnect', () => process.exit())

process.once('message', async (order: Order) => {
  startGuard(order.settings.limits.memory)
  process.send!(await carryOut(order))
})

/** The process itself counts too: Node, libvips and what they load. */
const idle = 96 * 1024 * 1024

function startGuard(limit: number) {
  const memory = limit + idle
  const guard = new URL(`./guard${extname(import.meta.url)}`, import.meta.url)
  new Worker(guard, { workerData: { memory, parent: process.ppid } })
}

async function carryOut({ path, settings }: Order): Promise<Answer> {
  try {
    const inspection = await processFile(path, {
      ...settings,
      isAlone: true,
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
