import env from '#start/env'

/** How many rows one step of the sweep takes at most, and how many of them at once. */
export const sweepBatch = 200
export const sweepAtOnce = 8

/** The pause between two rounds of each step, in seconds. */
export const sweepEvery = {
  clock: 60,
  uploads: 2,
  jobs: 2,
  outages: 30,
  deletions: 2,
  retention: 60,
  trash: 60,
  orphans: 30,
  quarantine: 600,
  malware: 600,
  sessions: 60,
  tokens: 60,
  resetRequests: 1,
  linkMails: 5,
  mails: 1,
  erasures: 5,
  failedMails: 3_600,
  multiparts: 600,
  partials: 600,
  events: 60,
  webhooks: 60,
  archives: 60,
  crcs: 10,
  charges: 600,
  audit: 2,
  partitions: 3_600,
}

/** How often the store is asked for the bytes of a pending upload, in seconds. */
export const lookEverySeconds = 30

/** The same for an upload in parts, whose parts have to be counted: it lives for days. */
export const lookAtPartsEverySeconds = 300

/** How long after its url has expired an upload may still arrive: a slow PUT began in time. */
export const uploadGraceSeconds = 3_600

/** How many of the next jobs the sweep holds against the queue. */
export const headOfLine = 1_000

/** A job that waits longer than this since it was enqueued is enqueued again. */
export const reenqueueAfterSeconds = 15

/**
 * How long after its failure a job that failed because the store was down is requeued, and up to
 * which age, in seconds.
 */
export const outageRetry = { afterSeconds: 120, forSeconds: 86_400 }

/** Objects a request: what S3 takes at once. */
export const deleteBatch = 1_000

/** How many objects one step compares with the rows. */
export const orphanBatch = 1_000

/**
 * How long an object that no row owns stays where it is after it was first met, and how long again
 * in quarantine, in seconds.
 */
export const orphanGraceSeconds = env.get('ORPHAN_GRACE') ?? 7 * 86_400

/** How old an object in quarantine for malware is, in seconds, before one without need is erased. */
export const malwareGraceSeconds = 3_600

/** A round that would take at least so many objects, and more than this share of all, is halted. */
export const orphanLimits = { objects: 100, share: 0.01 }

/** How long nothing was added to a partial write, in seconds, before it is removed. */
export const partialGraceSeconds = 7_200

/** How many assets, and how many inconsistencies, are held at once while rows and store are compared. */
export const compareBatch = 1_000
