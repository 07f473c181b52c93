import { fork, type ForkOptions } from 'node:child_process'
import { extname } from 'node:path'
import type { Answer } from '#media/alone_child'
import type { Inspection, ProcessOptions } from '#media/media'
import { Rejection } from '#media/rejection'

const EXTENSION = extname(import.meta.url)

/**
 * Does what `processFile` does in a process of its own. A file that kills that process is rejected
 * with `E_PROCESSING_CRASHED`: nothing else was in work there.
 */
export function processFileAlone(path: string, options: ProcessOptions): Promise<Inspection> {
  const { onVariant, signal, ...settings } = options
  const child = fork(new URL(`./alone_child${EXTENSION}`, import.meta.url), forkOptions())
  const kill = () => child.kill('SIGKILL')
  signal?.addEventListener('abort', kill)

  return new Promise<Inspection>((resolve, reject) => {
    child.on('error', reject)
    child.on('message', async (answer: Answer) => {
      try {
        if ('variant' in answer) {
          await onVariant(answer.variant)
          child.send('next')
        }
        if ('inspection' in answer) resolve(answer.inspection)
        if ('rejection' in answer) reject(new Rejection(answer.rejection))
        if ('failure' in answer) reject(new Error(answer.failure))
      } catch (error) {
        reject(error)
      }
    })
    child.on('exit', () => {
      reject(signal?.aborted ? signal.reason : new Rejection('E_PROCESSING_CRASHED'))
    })
    child.send({ path, settings })
  }).finally(() => {
    signal?.removeEventListener('abort', kill)
    kill()
  })
}

// Buffers cross as they are, and sources need the same loader as this process.
function forkOptions(): ForkOptions {
  const execArgv = EXTENSION === '.ts' ? ['--import=@poppinss/ts-exec'] : []
  return { serialization: 'advanced', execArgv, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] }
}
