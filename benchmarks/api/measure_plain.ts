import { Goal } from '../support/goal.js'
import { CONNECTIONS, measure, warmUp } from '../support/load.js'
import type { Bench, Section } from '../support/section.js'
import { median } from '../support/statistics.js'
import { perSecond } from '../support/table.js'
import { makeFixture } from './fixture.js'
import { getScenario, listScenario, type Scenario } from './scenarios.js'

const ROUNDS = 5
const ASSETS = 1_000

/** Each call, and how much of the plain limit it should reach. */
const GOALS: [Scenario, number][] = [
  [listScenario, 0.45],
  [getScenario, 0.4],
]

interface Round {
  plain: number
  api: number
}

export const plain: Section = {
  name: 'plain',
  title: 'Reads beside the plain limit',
  about:
    `At ${CONNECTIONS} connections, by the \`node:http\` server that does the least: one prepared ` +
    'statement of plain columns for the same assets, and JSON, for anybody who asks. The ' +
    'application authenticates, counts its limits, signs urls and logs each request. Measured in ' +
    `turn; medians of ${ROUNDS} rounds, and of the ratios of each round.`,
  async measure(bench) {
    const measured = await measureAll(bench)
    const goals = measured.map(([{ name }, goal, rounds]) => {
      const ratio = median(rounds.map(({ plain: limit, api }) => api / limit))
      return Goal.atLeast(goal, ratio, `${name}: requests, share of the plain limit`)
    })
    const rows = measured.map(([{ name }, , rounds], index) => [
      name,
      perSecond(median(rounds.map((round) => round.plain))),
      perSecond(median(rounds.map((round) => round.api))),
      goals[index].measured.toFixed(2),
      String(goals[index]),
    ])
    return {
      tables: [{ heads: ['requests', 'plain limit', 'application', 'ratio', 'goal'], rows }],
      goals,
    }
  },
}

async function measureAll(bench: Bench) {
  const installation = await bench.install()
  const fixture = await makeFixture(installation.database, ASSETS)
  const variables = { PLAIN_USER: fixture.userId }
  const limit = await installation.serve('benchmarks/api/plain_server.ts', variables)
  const served = await installation.serve('build/bin/server.js')
  const measured: [Scenario, number, Round[]][] = []
  for (const [scenario, goal] of GOALS) {
    const load = await scenario.load(fixture, bench.seconds, installation)
    for (const { url } of [limit, served]) await warmUp(url, load)
    const rounds: Round[] = []
    for (let round = 1; round <= ROUNDS; round++) {
      bench.progress(`${scenario.name}, round ${round} of ${ROUNDS}`)
      const { requestsPerSecond: plainly } = await measure(limit.url, load, bench.seconds)
      const { requestsPerSecond } = await measure(served.url, load, bench.seconds)
      rounds.push({ plain: plainly, api: requestsPerSecond })
    }
    measured.push([scenario, goal, rounds])
  }
  return measured
}
