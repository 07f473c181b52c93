import { setTimeout as delay } from 'node:timers/promises'
import { StartError } from '#app/process/start_error'

/** Waits until the API says that it can serve; fails with its last answer after `deadlineMs`. */
export async function waitUntilReady(url: string, deadlineMs: number, stop: AbortSignal) {
  const deadline = Date.now() + deadlineMs
  let last = 'no answer'
  while (Date.now() < deadline) {
    stop.throwIfAborted()
    try {
      const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(5_000) })
      if (answer.ok) return
      last = await answer.text()
    } catch (error) {
      last = String(error)
    }
    await delay(100)
  }
  throw new StartError(`The API is not ready after ${deadlineMs / 1000} s: ${last}`)
}
