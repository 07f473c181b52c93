import { parseArgs } from 'node:util'
import { reasonOf, StartError } from '#app/process/start_error'
import { sections } from '../sections.js'

/** Seconds that each load lasts: with all sections, some ten minutes. */
const SECONDS = 3

export const USAGE = `Usage: npm run benchmark [-- section…] [--seconds=${SECONDS}] [--write | --no-write]

Measures the production build, makes it first if need be, and prints each section as it is done.
A section that fails does not hold up the others; the exit code tells of it. A complete run, with
nothing named and nothing shortened, writes docs/performance.md.

${sections.map(({ name, title }) => `  ${name.padEnd(14)}${title}`).join('\n')}

  --seconds     how long each load lasts
  --write       write docs/performance.md in any case; --no-write: in none
  --help        this text`

const OPTIONS = {
  seconds: { type: 'string' },
  write: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

/** What the command line asks for; `StartError` where it cannot be understood. */
export function readOptions(args: string[]) {
  const { values, positionals } = parse(args)
  const unknown = positionals.find((name) => !sections.some((section) => section.name === name))
  if (unknown) throw new StartError(`There is no section "${unknown}".\n\n${USAGE}`)

  const seconds = Number(values.seconds ?? SECONDS)
  if (!(seconds > 0)) throw new StartError(`--seconds takes a number above 0.\n\n${USAGE}`)
  const isComplete = positionals.length === 0 && values.seconds === undefined
  return {
    help: values.help,
    seconds,
    write: values.write ?? isComplete,
    sections: sections.filter(({ name }) => !positionals.length || positionals.includes(name)),
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true, allowNegative: true })
  } catch (cause) {
    throw new StartError(`${reasonOf(cause)}\n\n${USAGE}`, { cause })
  }
}
