/*
 * `npm run benchmark`: what the production build does, each figure beside a bound that is measured
 * in the same run.
 */
import { writeFile } from 'node:fs/promises'
import { ensureProductionBuild } from '#app/installation/production_build'
import { reportFailedStart } from '#app/process/start_error'
import { readOptions, USAGE } from './support/options.js'
import { pageOf } from './support/page.js'
import { BenchmarkInstallation, ROOT } from './support/installation.js'
import { describe, runSection, type Outcome } from './support/run_section.js'

const PAGE = 'docs/performance.md'

const say = (line: string) => console.error(`${new Date().toTimeString().slice(0, 8)}  ${line}`)

BenchmarkInstallation.endAtSignals()
try {
  const options = readOptions(process.argv.slice(2))
  if (options.help) console.log(USAGE)
  else await benchmark(options)
} catch (error) {
  reportFailedStart(error)
}

async function benchmark({ sections, seconds, write }: ReturnType<typeof readOptions>) {
  await ensureProductionBuild(ROOT, say, new AbortController().signal)
  const outcomes: Outcome[] = []
  for (const section of sections) {
    const outcome = await runSection(section, seconds, (line) => say(`${section.name}: ${line}`))
    console.log(`\n${describe(outcome)}\n`)
    outcomes.push(outcome)
  }
  if (write) {
    await writeFile(PAGE, await pageOf(outcomes, seconds))
    say(`written: ${PAGE}`)
  }
  // What a section asked for past its deadline may never be answered, and would keep Node.
  process.exit(outcomes.some(({ failure }) => failure) ? 1 : 0)
}
