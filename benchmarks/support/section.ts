import type { BenchmarkInstallation } from './installation.js'
import type { Goal } from './goal.js'

/** What a section measures with. */
export interface Bench {
  /** How long each load lasts. */
  seconds: number
  /** An installation of its own, which ends with the section. */
  install(settings?: Record<string, string>): Promise<BenchmarkInstallation>
  /** Tells whoever waits what is being measured now. */
  progress(line: string): void
}

export interface Table {
  heads: string[]
  rows: string[][]
}

export interface Findings {
  tables: Table[]
  goals: Goal[]
}

/** A part of the benchmark that can be run alone. */
export interface Section {
  /** As the command line names it. */
  name: string
  title: string
  /** The way to read its tables. */
  about: string
  measure(bench: Bench): Promise<Findings>
}
