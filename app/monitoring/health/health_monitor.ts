import { HealthChecks } from '@adonisjs/core/health'
import type { Part } from '#app/monitoring/health/part'
import { reportSeconds } from '#config/health'

export type HealthStatus = 'ok' | 'warning' | 'error'

export interface HealthReport {
  status: HealthStatus
  checkedAt: string
  parts: Record<string, { status: HealthStatus; message: string }>
}

/** A report, and an error for each part that is down. */
export interface Health {
  report: HealthReport
  errors: { code: string; message: string }[]
}

/**
 * How the parts are. They are asked at most once a second and once at a time, so that no number
 * of probes becomes a load; the report reveals no addresses or versions.
 */
export class HealthMonitor {
  #parts: Part[]
  #checks = new HealthChecks()
  #latest?: { report: Promise<Omit<HealthReport, 'status'>>; until: number }

  constructor(parts: Part[]) {
    this.#parts = parts
    this.#checks.register(parts)
  }

  /** How everything is. */
  async all(): Promise<Health> {
    return this.#judge(await this.#report())
  }

  /** Whether these are up; what is wrong with any other is a warning. */
  async only(required: string[]): Promise<Health> {
    const { checkedAt, parts } = await this.#report()
    const weighed = Object.entries(parts).map(([name, part]) => {
      const isWarning = part.status === 'error' && !required.includes(name)
      return [name, isWarning ? { ...part, status: 'warning' as const } : part] as const
    })
    return this.#judge({ checkedAt, parts: Object.fromEntries(weighed) })
  }

  async #report() {
    if (!this.#latest || this.#latest.until < performance.now()) {
      const report = this.#check()
      this.#latest = { report, until: Infinity }
      await report
      this.#latest.until = performance.now() + reportSeconds * 1_000
    }
    return this.#latest.report
  }

  async #check() {
    const { finishedAt, checks } = await this.#checks.run()
    const parts = checks.map(({ name, status, message }) => [name, { status, message }] as const)
    return { checkedAt: finishedAt.toISOString(), parts: Object.fromEntries(parts) }
  }

  #judge(report: Omit<HealthReport, 'status'>): Health {
    const statuses = Object.values(report.parts).map(({ status }) => status)
    const worst = (['error', 'warning'] as const).find((status) => statuses.includes(status))
    const down = this.#parts.filter(({ name }) => report.parts[name].status === 'error')
    return {
      report: { status: worst ?? 'ok', ...report },
      errors: down.map(({ name, code }) => ({ code, message: report.parts[name].message })),
    }
  }
}
