import { useEffect, useState } from 'preact/hooks'
import type { Page } from '../api/types'
import { ask } from '../session/session'
import { Chart } from './chart'
import type { JobPeriod } from './types'

const REFRESH_MS = 30_000

/** What went through the queue over the last day, and how long the line was. */
export function JobCharts() {
  const [periods, setPeriods] = useState<JobPeriod[]>([])

  useEffect(() => {
    // A picture that cannot be had now is had half a minute later.
    const read = () =>
      ask<Page<JobPeriod>>('/jobs/history')
        .then(({ data }) => setPeriods(data))
        .catch(() => undefined)
    read()
    const timer = setInterval(read, REFRESH_MS)
    return () => clearInterval(timer)
  }, [])

  if (periods.length === 0) return null
  const completed = periods.map((period) => period.completed)
  const failed = periods.map((period) => period.failed)
  const depths = periods.map(({ depth }) => depth)
  const now = depths.at(-1)!
  return (
    <section class="charts" aria-label="The last 24 hours">
      <Chart
        title="Completed in 24 hours"
        figure={sum(completed).toLocaleString('en')}
        description={`${sum(completed)} jobs completed and ${sum(failed)} failed in 24 hours`}
        series={[
          { name: 'completed', values: completed },
          { name: 'failed', values: failed, isBad: true },
        ]}
      />
      <Chart
        title="Queued and active now"
        figure={now.toLocaleString('en')}
        description={`${now} jobs are open now, ${Math.max(...depths)} at most in 24 hours`}
        series={[{ name: 'open', values: depths }]}
      />
    </section>
  )
}

function sum(numbers: number[]) {
  return numbers.reduce((total, number) => total + number, 0)
}
