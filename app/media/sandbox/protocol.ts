import { type Inspection, type ProcessOptions, type RenderedVariant } from '#app/media/media'
import { type RejectionCode } from '#app/media/rejection'

/** What a process that reads one file is told, once. Then it waits for `next` after each variant. */
export interface Order {
  path: string
  settings: Omit<ProcessOptions, 'onVariant' | 'signal' | 'budget'>
}

/** What it answers: any number of variants, then one of the others. */
export type Answer =
  | { kind: 'variant'; variant: RenderedVariant }
  | { kind: 'inspection'; inspection: Inspection }
  | { kind: 'rejection'; code: RejectionCode; message?: string }
  | { kind: 'error'; message: string }

/** Sent by a process to itself when it holds too much memory or has computed for too long. */
export const memorySignal = 'SIGUSR2'
export const timeSignal = 'SIGXCPU'

/** Ends such a process with the programs that it runs: it leads a group of its own. */
export function endWithPrograms(leader: number) {
  try {
    process.kill(-leader, 'SIGKILL')
  } catch {
    // All have ended by themselves.
  }
}
