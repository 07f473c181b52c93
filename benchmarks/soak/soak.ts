/*
 * `npm run soak`: the production build at a share of what it bears, for a long while.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { ensureProductionBuild } from '#app/installation/production_build'
import { YOUNG_GENERATION } from '#app/installation/service_recipes'
import { reportFailedStart } from '#app/process/start_error'
import { makeFixture } from '../api/fixture.js'
import { BenchmarkInstallation, ROOT } from '../support/installation.js'
import { memoryChart } from './chart.js'
import { goalsOf, pageOf } from './report.js'
import { runSoak } from './run_soak.js'
import type { Target } from './target.js'

const PAGE = 'docs/soak.md'
const CHART = 'docs/soak.svg'
const CAPACITY_SECONDS = 30
const MINUTES = 20
const SHARE = 0.7
const PHOTO = 'tests/fixtures/media/good/phone.jpg'

const USAGE = `Usage: npm run soak [-- --minutes=${MINUTES} --share=${SHARE} --no-write]

Measures how many visits a second the production build bears on this machine, then gives it that
share of them for so long, and looks at memory, connections, open files and tables. Writes
${PAGE} and ${CHART}; the exit code tells whether all goals were met.`

BenchmarkInstallation.endAtSignals()
try {
  await main()
} catch (error) {
  reportFailedStart(error)
}

async function main() {
  const { values } = parseArgs({
    allowNegative: true,
    options: {
      minutes: { type: 'string', default: String(MINUTES) },
      share: { type: 'string', default: String(SHARE) },
      write: { type: 'boolean', default: true },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) return console.log(USAGE)
  const seconds = 60 * Number(values.minutes)
  const share = Number(values.share)

  await ensureProductionBuild(ROOT, console.error, new AbortController().signal)
  const installation = await BenchmarkInstallation.make()
  try {
    await installation.migrate()
    const photo = await readFile(PHOTO)
    const progress = (line: string) => console.error(`${new Date().toISOString()}  ${line}`)
    const options = { photo, seconds, share, capacitySeconds: CAPACITY_SECONDS, progress }
    const result = await runSoak(await begin(installation), options)
    const page = await pageOf(result, seconds, share)
    console.log(page)
    if (values.write) {
      await writeFile(PAGE, page)
      await writeFile(CHART, memoryChart(result.samples))
    }
    if (!goalsOf(result).every(({ isMet }) => isMet)) process.exitCode = 1
  } finally {
    await installation.stop()
  }
}

async function begin(installation: BenchmarkInstallation): Promise<Target> {
  const { database } = installation
  const { token } = await makeFixture(database, 25)
  const asStarted = { NODE_OPTIONS: YOUNG_GENERATION }
  const { url, child } = await installation.serve('build/bin/server.js', asStarted)
  const worker = installation.start('build/ace.js', ['worker'], asStarted)
  return {
    url,
    token,
    apiPid: child.pid!,
    workerPid: worker.pid!,
    query: async <Row>(text: string) => {
      const { rows } = await database.query(text)
      return rows as Row[]
    },
  }
}
