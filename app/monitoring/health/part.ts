import { setTimeout as delay } from 'node:timers/promises'
import { BaseCheck, Result } from '@adonisjs/core/health'
import logger from '@adonisjs/core/services/logger'
import { partSeconds } from '#config/health'
import { describeFailure } from '#app/observability/logging/failure'

/** Something that the application stands on, and how to see whether it stands. */
export abstract class Part extends BaseCheck {
  abstract readonly name: string
  /** The code and the words for clients and operators when it is down. */
  abstract readonly code: string
  protected abstract readonly whenDown: string

  /** Never rejects, and never takes much longer than two seconds. */
  async run() {
    const deadline = new AbortController()
    try {
      return await Promise.race([this.look(), late(deadline.signal)])
    } catch (error) {
      logger.warn({ part: this.name, reason: describeFailure(error) }, 'a part is down')
      return this.judge(error)
    } finally {
      deadline.abort()
    }
  }

  /** Rejects where the part is down. */
  protected abstract look(): Promise<Result>

  /** What it means that the part was not seen to stand. */
  protected judge(_error: unknown) {
    return Result.failed(this.whenDown)
  }
}

async function late(signal: AbortSignal): Promise<never> {
  await delay(partSeconds * 1_000, undefined, { signal, ref: false })
  throw new Error(`no answer within ${partSeconds} s`)
}
