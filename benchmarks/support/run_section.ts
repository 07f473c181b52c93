import { reasonOf } from '#app/process/start_error'
import { BenchmarkInstallation } from './installation.js'
import type { Findings, Section } from './section.js'
import { markdown } from './table.js'

/** None takes longer, unless something hangs. */
const DEADLINE_SECONDS = 600

/** What became of a section: its findings, or why there are none. */
export interface Outcome {
  section: Section
  findings?: Findings
  failure?: string
}

/** Measures a section; whatever happens, nothing of it runs on afterwards. */
export async function runSection(
  section: Section,
  seconds: number,
  progress: (line: string) => void
): Promise<Outcome> {
  const installations: BenchmarkInstallation[] = []
  const install = async (settings?: Record<string, string>) => {
    const installation = await BenchmarkInstallation.make(settings)
    installations.push(installation)
    await installation.migrate()
    return installation
  }
  progress('begins')
  try {
    const measuring = section.measure({ seconds, install, progress })
    return { section, findings: await withinDeadline(measuring) }
  } catch (error) {
    progress(`failed: ${reasonOf(error)}`)
    return { section, failure: reasonOf(error) }
  } finally {
    for (const installation of installations) await installation.stop()
  }
}

/** The section as a part of the page. */
export function describe({ section, findings, failure }: Outcome) {
  const { title, name, about } = section
  const measured = findings?.tables.map(markdown) ?? [`**Not measured:** ${failure}`]
  return [`## ${title}`, `\`npm run benchmark -- ${name}\``, about, ...measured].join('\n\n')
}

async function withinDeadline(measuring: Promise<Findings>) {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    late.reject(new Error(`it took longer than ${DEADLINE_SECONDS} s`))
  }, DEADLINE_SECONDS * 1_000)
  try {
    return await Promise.race([measuring, late.promise])
  } finally {
    clearTimeout(timer)
  }
}
