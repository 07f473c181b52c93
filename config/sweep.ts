/** The pause between two sweeps, in seconds. */
export const sweepEverySeconds = 2

/** How many rows one step of a sweep takes at most. */
export const sweepBatch = 200

/** How often the store is asked for the bytes of a pending upload, in seconds. */
export const lookEverySeconds = 30

/** The same for an upload in parts, whose parts have to be counted: it lives for days. */
export const lookAtPartsEverySeconds = 300

/** How long after its url has expired an upload may still arrive: a slow PUT began in time. */
export const uploadGraceSeconds = 3_600

/** How many of the next jobs the sweep holds against the queue. */
export const headOfLine = 1_000

/** A job that waits longer than this since the queue was told of it is told of again. */
export const reenqueueAfterSeconds = 15

/** Objects a request: what S3 takes at once. */
export const deleteBatch = 1_000

/** How many objects one step holds against the rows, how often, and how old an orphan must be. */
export const orphanBatch = 1_000
export const orphansEverySeconds = 30
export const orphanGraceSeconds = 7_200
