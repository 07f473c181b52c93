import type { Page } from 'playwright-core'

interface Seen {
  /** Milliseconds from one frame to the next. */
  gaps: number[]
  /** Milliseconds of each task that kept the page longer than 50. */
  tasks: number[]
}

/**
 * Watches how smoothly a page goes from now on; the result tells it in a line. Frames are told by
 * the clock, so they suffer from what else the machine does. Processor time does not.
 */
export async function watchFrames(page: Page) {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })
  const seen = await page.evaluateHandle(watch)

  async function spent() {
    const { metrics } = await devtools.send('Performance.getMetrics')
    const of = (name: string) => metrics.find((metric) => metric.name === name)!.value * 1_000
    return {
      script: of('ScriptDuration'),
      layout: of('LayoutDuration') + of('RecalcStyleDuration'),
    }
  }

  const before = await spent()
  return async () => {
    const { gaps, tasks } = (await seen.jsonValue()) as Seen
    const after = await spent()
    const sorted = gaps.toSorted((one, other) => one - other)
    const at = (share: number) => Math.round(sorted[Math.floor(share * (sorted.length - 1))])
    const processor = (kind: 'script' | 'layout') => {
      return ((after[kind] - before[kind]) / gaps.length).toFixed(1)
    }
    return [
      `${gaps.length} frames, ${at(0.5)} ms in the middle, ${at(0.99)} ms at the 99th percentile`,
      `${tasks.length} tasks over 50 ms, the longest ${Math.round(Math.max(0, ...tasks))} ms`,
      `a frame costs ${processor('script')} ms of script and ${processor('layout')} ms of layout`,
    ].join('; ')
  }
}

// Runs in the page.
function watch() {
  const { requestAnimationFrame, PerformanceObserver } = globalThis as any
  const seen: Seen = { gaps: [], tasks: [] }
  let last = performance.now()
  const next = (now: number) => {
    seen.gaps.push(now - last)
    last = now
    requestAnimationFrame(next)
  }
  requestAnimationFrame(next)
  new PerformanceObserver((list: { getEntries(): { duration: number }[] }) => {
    for (const { duration } of list.getEntries()) seen.tasks.push(duration)
  }).observe({ entryTypes: ['longtask'] })
  return seen
}
