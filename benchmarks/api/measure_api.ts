import type { BenchmarkInstallation, Program } from '../support/installation.js'
import { type Measured, measure } from '../support/load.js'
import { perSecond, ratio, table } from '../support/table.js'
import { makeFixture } from './fixture.js'
import { type Scenario, scenarios } from './scenarios.js'

const ROUNDS = 3
const ASSETS = 1_000

/**
 * Requests a second of the production build against the bound, in turn, so that a machine that is
 * busy meanwhile slows both. Each figure is the median of three rounds.
 */
export async function measureApi(installation: BenchmarkInstallation) {
  const fixture = await makeFixture(installation.database, ASSETS)
  const bare = await installation.serve('benchmarks/api/bare_server.ts')
  const api = await installation.serve('build/bin/server.js')

  const rows: string[][] = []
  for (const scenario of scenarios) {
    const load = await scenario.load(fixture)
    const rounds = []
    for (let round = 0; round < ROUNDS; round++) {
      rounds.push({ bound: await measure(bare.url, load), api: await measure(api.url, load) })
    }
    rows.push(rowOf(scenario, rounds))
  }
  end(bare, api)
  return table(['call', 'bound', 'application', 'ratio', 'goal', 'p99 ratio'], rows)
}

function rowOf({ name, goal }: Scenario, rounds: { bound: Measured; api: Measured }[]) {
  const bound = median(rounds.map((round) => round.bound.requestsPerSecond))
  const api = median(rounds.map((round) => round.api.requestsPerSecond))
  const p99 = median(rounds.map((round) => round.api.p99 / round.bound.p99))
  const aim = goal ? goal.toFixed(2) : ''
  return [name, perSecond(bound), perSecond(api), ratio(api, bound), aim, p99.toFixed(2)]
}

function median(values: number[]) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
}

function end(...programs: Program[]) {
  for (const { child } of programs) child.kill()
}
