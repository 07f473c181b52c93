import { setTimeout as delay } from 'node:timers/promises'

/**
 * Waits until `condition` gives something truthy, and returns that. Fails after `deadline`
 * milliseconds with the last error that the condition threw, if any.
 */
export async function eventually<Result>(
  condition: () => Result | Promise<Result>,
  { deadline = 15_000, interval = 25 } = {}
): Promise<NonNullable<Awaited<Result>>> {
  const end = Date.now() + deadline
  for (;;) {
    const outcome = await attempt(condition)
    if (outcome.result) return outcome.result
    if (Date.now() > end) {
      throw new Error(`Not within ${deadline} ms: ${condition}`, { cause: outcome.error })
    }
    await delay(interval)
  }
}

async function attempt<Result>(condition: () => Result | Promise<Result>) {
  try {
    return { result: await condition() }
  } catch (error) {
    return { error }
  }
}
