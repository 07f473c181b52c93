import type { Finding } from '#app/storage/s3_probes'

const TOLERATED_SECONDS = 5

/** Whether a service's clock agrees with this machine's: urls and retries go by them. */
export function compare(whose: string, time: Date): Finding {
  const skew = Math.round(Math.abs(Date.now() - time.getTime()) / 1_000)
  if (skew <= TOLERATED_SECONDS) {
    return { outcome: 'pass', found: `the clock of ${whose} agrees with this one` }
  }
  return {
    outcome: 'warn',
    found: `the clock of ${whose} is ${skew} s away from this one`,
    fix: 'Synchronise both with NTP.',
  }
}
