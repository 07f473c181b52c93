import { stat } from 'node:fs/promises'
import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Answer, Question } from '#app/media/recording/duration_counter'

/** Milliseconds that counting may take: at least, for each megabyte, and at most. */
const allowed = { least: 250, megabyte: 100, most: 10_000 }

/**
 * The seconds of a recording whose container does not tell them, counted frame by frame; undefined
 * if that takes too long for a file of its size. A thread of its own counts: on some files the
 * reader never gives way, so that no timer of the same thread could end it.
 */
export async function countDuration(path: string, type: string): Promise<number | undefined> {
  const { size } = await stat(path)
  const time = Math.min(allowed.most, allowed.least + (size / 1e6) * allowed.megabyte)
  const file = new URL(`./duration_counter${extname(import.meta.url)}`, import.meta.url)
  const thread = new Worker(file, { workerData: { path, type } satisfies Question })
  const { promise, resolve, reject } = Promise.withResolvers<number | undefined>()
  let deadline: NodeJS.Timeout | undefined
  thread.once('error', reject)
  thread.once('exit', () => resolve(undefined))
  thread.on('message', (answer: Answer) => {
    if ('seconds' in answer) resolve(answer.seconds)
    else deadline = setTimeout(resolve, time, undefined)
  })
  try {
    return await promise
  } finally {
    clearTimeout(deadline)
    await thread.terminate()
  }
}
