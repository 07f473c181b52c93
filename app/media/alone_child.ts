/*
 * The process that works on one file alone: it is told which, and answers with what it found.
 */
import { once } from 'node:events'
import { processFile } from '#media/process_file'
import { Rejection, type RejectionCode } from '#media/rejection'
import type { Inspection, ProcessOptions, RenderedVariant } from '#media/media'

export type Answer =
  | { variant: RenderedVariant }
  | { inspection: Inspection }
  | { rejection: RejectionCode }
  | { failure: string }

interface Order {
  path: string
  settings: Omit<ProcessOptions, 'onVariant' | 'signal'>
}

const answer = (message: Answer) => process.send!(message)

process.on('disconnect', () => process.exit(0))
process.once('message', async ({ path, settings }: Order) => {
  try {
    const onVariant = async (variant: RenderedVariant) => {
      answer({ variant })
      await once(process, 'message')
    }
    answer({ inspection: await processFile(path, { ...settings, onVariant }) })
  } catch (error) {
    if (error instanceof Rejection) answer({ rejection: error.code })
    else answer({ failure: error instanceof Error ? error.message : String(error) })
  }
})
