import { Goal } from '../support/goal.js'
import { describeMachine } from '../support/machine.js'
import { markdown, megabytes } from '../support/table.js'
import type { SoakResult } from './run_soak.js'
import { slopeOf } from './slope.js'
import type { Sample } from './target.js'

/** Until then caches fill and code is compiled: a share of the time. */
const WARM_UP = 0.25
const MOST_MB_AN_HOUR = 30
const MOST_MORE_OPEN = 2

/** The goals of a soak, and whether they were met. */
export function goalsOf({ visits, samples, before, after, grown }: SoakResult) {
  // What the capacity was measured with is kept open for a while, and pools stay filled.
  const early = [before, ...samples.slice(0, Math.ceil(samples.length / 2))]
  const more = (figure: keyof Sample) => after[figure] - highestOf(early, figure)
  return [
    Goal.atMost(0, visits.failed, 'visits that failed'),
    Goal.below(MOST_MB_AN_HOUR, slope(samples, 'apiMemory'), 'memory of the API, MB an hour'),
    Goal.below(MOST_MB_AN_HOUR, slope(samples, 'workerMemory'), 'memory of the worker, MB an hour'),
    Goal.atMost(MOST_MORE_OPEN, more('connections'), 'connections, more than at first'),
    Goal.atMost(MOST_MORE_OPEN, more('apiFiles'), 'open files of the API, more than at first'),
    Goal.atMost(
      MOST_MORE_OPEN,
      more('workerFiles'),
      'open files of the worker, more than at first'
    ),
    Goal.atMost(0, grown.length, 'tables that grew and must not'),
  ]
}

/** The page of a soak, in Markdown. */
export async function pageOf(result: SoakResult, seconds: number, share: number) {
  const { capacity, visits, samples, before, after, rows } = result
  const goals = goalsOf(result).map(({ what, measured, aim, verdict }) => {
    return [what, measured.toFixed(1), aim, verdict]
  })
  const figures = FIGURES.map(([name, figure, show]) => {
    return [name, show(before[figure]), show(highestOf(samples, figure)), show(after[figure])]
  })
  const tables = [...rows].map(([name, counts]) => [name, ...counts.map(String)])
  const reasons = visits.reasons.length ? [`What failed: ${visits.reasons.join('; ')}`] : []
  return [
    '# Soak',
    `Written by \`npm run soak\` on ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC: do not edit it, run it. In a visit somebody sends a photo, looks at the list until it is ready, opens it, and deletes it. The machine bore ${capacity.toFixed(1)} visits a second, and had ${Math.round(100 * share)} % of that for ${(seconds / 60).toFixed(0)} minutes: ${visits.count.toLocaleString('en')} visits in all.`,
    markdown({ heads: ['machine', ''], rows: await describeMachine() }),
    '![Memory over the time](soak.svg)',
    `API and worker run as \`npm start\` has them. Memory is resident; its slope is that of a line by least squares, after the first quarter. Before and after, nothing was asked of it. The audit log grows by design; events are kept for a day, the place of what was deleted is watched for an hour and a quarter, and the queue keeps its last events.`,
    markdown({ heads: ['goal', 'measured', 'aim', 'verdict'], rows: goals }),
    markdown({ heads: ['', 'before', 'highest', 'after'], rows: figures }),
    markdown({ heads: ['rows of', 'before', 'after'], rows: tables }),
    ...reasons,
    '',
  ].join('\n\n')
}

const FIGURES: [string, keyof Sample, (value: number) => string][] = [
  ['memory of the API', 'apiMemory', megabytes],
  ['memory of the worker', 'workerMemory', megabytes],
  ['open files of the API', 'apiFiles', String],
  ['open files of the worker', 'workerFiles', String],
  ['connections to PostgreSQL', 'connections', String],
]

function highestOf(samples: Sample[], figure: keyof Sample) {
  return Math.max(...samples.map((sample) => sample[figure]))
}

/** Megabytes an hour. */
function slope(samples: Sample[], figure: 'apiMemory' | 'workerMemory') {
  const warm = samples.slice(Math.floor(WARM_UP * samples.length))
  return slopeOf(warm.map((sample) => [sample.at / 3_600, sample[figure] / 1e6]))
}
