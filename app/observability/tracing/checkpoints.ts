import { channel } from 'node:diagnostics_channel'

/** The boundaries of an asset's way: a process that dies at any of them leaves the right state. */
export const steps = [
  'presign.committed',
  'parts.begun',
  'complete.looked',
  'complete.committed',
  'complete.enqueued',
  'process.begun',
  'parts.joined',
  'process.fetched',
  'process.stored',
  'process.rendered',
  'finish.committed',
  'variants.begun',
  'variants.fetched',
  'variants.stored',
  'variants.published',
  'reject.written',
  'reject.committed',
  'delete.written',
  'delete.committed',
  'sweep.emptied',
] as const

/** The same of a backup and a restore. */
export const backupCheckpoints = [
  'backup.dumped',
  'backup.copied',
  'backup.written',
  'restore.begun',
  'restore.copied',
  'restore.loaded',
] as const

/** The same of a webhook's delivery: the receiver has it, and nothing says so yet. */
export const webhookSteps = ['webhook.sent'] as const

export type Step =
  (typeof steps)[number] | (typeof webhookSteps)[number] | (typeof backupCheckpoints)[number]

const checkpointChannel = channel('media-inbox:step')

/**
 * Publishes that a checkpoint is reached: `written` before its transaction is committed, `committed` after
 * that. It uses a diagnostics channel of Node's and costs next to nothing without subscribers.
 * The crash tests subscribe, to kill the process at that very point.
 */
export function checkpoint(step: Step, subject: string) {
  checkpointChannel.publish({ step, subject })
}
