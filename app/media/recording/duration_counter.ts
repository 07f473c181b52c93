import { parentPort, workerData } from 'node:worker_threads'
import { openRecording } from '#app/media/recording/containers'

/** What the thread is asked. */
export interface Question {
  path: string
  type: string
}

/** What it answers: that it begins, then the seconds. */
export type Answer = { begins: true } | { seconds: number }

// Runs as a thread, which its parent ends if it takes too long.
const { path, type } = workerData as Question
using input = openRecording(path, type)
parentPort!.postMessage({ begins: true } satisfies Answer)
parentPort!.postMessage({ seconds: await input.computeDuration() } satisfies Answer)
