/** How long an archive can be downloaded, in seconds: a large one takes hours, and may be resumed. */
export const archiveTtl = 86_400

/** A client that takes nothing for so long has gone: milliseconds. */
export const archiveIdle = 60_000
