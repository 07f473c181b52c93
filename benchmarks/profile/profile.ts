/*
 * `npm run benchmark:profile`: where the API's time goes under a load of lists and of presigns, as
 * flame graphs and a page below docs/.
 */
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ensureProductionBuild } from '#app/installation/production_build'
import { type Fixture, makeFixture } from '../api/fixture.js'
import { listScenario, presignScenario, type Scenario } from '../api/scenarios.js'
import { BenchmarkInstallation, ROOT } from '../support/installation.js'
import { measure, warmUp } from '../support/load.js'
import { describeMachine } from '../support/machine.js'
import { markdown } from '../support/table.js'
import { callTree, selfByOwner } from './call_tree.js'
import { flameGraph } from './flame_graph.js'

const SECONDS = 8
const SMALLEST_SHARE = 0.02

BenchmarkInstallation.endAtSignals()
await ensureProductionBuild(ROOT, console.error, new AbortController().signal)
const installation = await BenchmarkInstallation.make()
try {
  await installation.migrate()
  const fixture = await makeFixture(installation.database, 1_000)
  const parts = [await profile(listScenario, fixture), await profile(presignScenario, fixture)]
  await writeFile('docs/profile.md', await pageOf(parts))
} finally {
  await installation.stop()
}

/** Loads a server of its own with the calls; writes its flame graph and gives its part of the page. */
async function profile(scenario: Scenario, fixture: Fixture) {
  const name = scenario.name.split(' ')[0]
  const file = `${name}.cpuprofile`
  const options = `--cpu-prof --cpu-prof-dir=${installation.folder} --cpu-prof-name=${file}`
  const { child, url } = await installation.serve('build/bin/server.js', { NODE_OPTIONS: options })
  const load = await scenario.load(fixture, SECONDS, installation)
  await warmUp(url, load)
  const from = microseconds()
  await measure(url, load, SECONDS)
  const to = microseconds()
  child.kill('SIGTERM')
  await once(child, 'exit')

  const tree = callTree(
    JSON.parse(await readFile(join(installation.folder, file), 'utf8')),
    from,
    to
  )
  await writeFile(`docs/profile-${name}.svg`, flameGraph(tree, `${scenario.name}, 32 connections`))
  const rows = selfByOwner(tree)
    .map(([owner, time]) => [owner, time / tree.total] as const)
    .filter(([, share]) => share >= SMALLEST_SHARE)
    .map(([owner, share]) => [owner, `${Math.round(100 * share)} %`])
  const table = markdown({ heads: ['code of', 'share of the time'], rows })
  return `## ${scenario.name}\n\n![Flame graph](profile-${name}.svg)\n\n${table}`
}

// The clock that V8 writes into its profiles.
function microseconds() {
  return Number(process.hrtime.bigint() / 1_000n)
}

async function pageOf(parts: string[]) {
  return [
    '# Where the time goes',
    `Written by \`npm run benchmark:profile\` on ${new Date().toISOString().slice(0, 10)}: do not edit it, run it. The production build under a load of 32 connections, as V8 saw it while it was not waiting.`,
    'In the graphs a box is as wide as the time that a function took with all it called, which stand below it: orange is the application, violet the framework, green the database and its driver, grey Node and V8, blue everything else. Hover over a box of the file itself for its share. The tables add up what each package took by itself.',
    markdown({ heads: ['machine', ''], rows: await describeMachine() }),
    ...parts,
    '',
  ].join('\n\n')
}
