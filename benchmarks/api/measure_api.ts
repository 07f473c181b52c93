import { Goal } from '../support/goal.js'
import { CONNECTIONS, type Measured, measure, warmUp } from '../support/load.js'
import type { Bench, Section } from '../support/section.js'
import { median } from '../support/statistics.js'
import { perSecond } from '../support/table.js'
import { makeFixture } from './fixture.js'
import { type Scenario, scenarios } from './scenarios.js'

const ROUNDS = 5
const ASSETS = 1_000
const SLOWEST_P99 = 3

interface Round {
  bound: Measured
  api: Measured
}

type Figure = keyof Measured

export const api: Section = {
  name: 'api',
  title: 'Calls of the API',
  about:
    `At ${CONNECTIONS} connections. The bound is a bare \`node:http\` server that sends the same SQL ` +
    'through `pg`, prepared, without a framework: it validates nothing, signs no url, counts no ' +
    'limit and writes no log. The limits of the application are raised out of reach; it counts ' +
    'them all the same, and logs each request; the urls of an asset it signs once in ten minutes. Both check a password with the same Argon2id. Each pair is measured in ' +
    'turn, once both have compiled what they run, so that a machine that is busy meanwhile slows both. Figures are medians of ' +
    `${ROUNDS} rounds, and so are the ratios of each round.`,
  async measure(bench) {
    const rounds = await measureAll(bench)
    const goals = rounds.flatMap(([scenario, measured]) => goalsOf(scenario, measured))
    const goalFor = (what: string) => String(goals.find((goal) => goal.what === what) ?? '')
    const requests = rounds.map(([{ name }, measured]) => {
      const figures = figuresOf(measured, 'requestsPerSecond', perSecond)
      return [name, ...figures, goalFor(shareOf(name))]
    })
    const waits = rounds.map(([{ name }, measured]) => {
      const p50 = figuresOf(measured, 'p50', milliseconds)
      return [name, ...p50, ...figuresOf(measured, 'p99', milliseconds), goalFor(p99Of(name))]
    })
    return {
      tables: [
        { heads: ['requests', 'bound', 'application', 'ratio', 'goal'], rows: requests },
        {
          heads: [
            'wait',
            'p50: bound',
            'application',
            'ratio',
            'p99: bound',
            'application',
            'ratio',
            'goal',
          ],
          rows: waits,
        },
      ],
      goals,
    }
  },
}

async function measureAll(bench: Bench) {
  const installation = await bench.install()
  const fixture = await makeFixture(installation.database, ASSETS)
  const bare = await installation.serve('benchmarks/api/bare_server.ts')
  const served = await installation.serve('build/bin/server.js')
  const measured: [Scenario, Round[]][] = []
  for (const scenario of scenarios) {
    const rounds: Round[] = []
    const load = () => scenario.load(fixture, bench.seconds, installation)
    for (const { url } of [bare, served]) await warmUp(url, await load())
    for (let round = 1; round <= ROUNDS; round++) {
      bench.progress(`${scenario.name}, round ${round} of ${ROUNDS}`)
      const bound = await measure(bare.url, await load(), bench.seconds)
      rounds.push({ bound, api: await measure(served.url, await load(), bench.seconds) })
    }
    measured.push([scenario, rounds])
  }
  return measured
}

function goalsOf({ name, goal }: Scenario, rounds: Round[]) {
  const p99 = Goal.below(SLOWEST_P99, ratioOf(rounds, 'p99'), p99Of(name))
  if (!goal) return [p99]
  return [Goal.atLeast(goal, ratioOf(rounds, 'requestsPerSecond'), shareOf(name)), p99]
}

function figuresOf(rounds: Round[], figure: Figure, show: (value: number) => string) {
  const bound = median(rounds.map((round) => round.bound[figure]))
  const application = median(rounds.map((round) => round.api[figure]))
  return [show(bound), show(application), ratioOf(rounds, figure).toFixed(2)]
}

/** Of the application to the bound: the median of the rounds. */
function ratioOf(rounds: Round[], figure: Figure) {
  return median(rounds.map((round) => round.api[figure] / round.bound[figure]))
}

const shareOf = (call: string) => `${call}: requests, share of the bound`
const p99Of = (call: string) => `${call}: p99, times that of the bound`
const milliseconds = (value: number) => `${Math.round(value)} ms`
