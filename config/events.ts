/** A client that was disconnected for longer than this reloads its list, in seconds. */
export const eventsKeptSeconds = 86_400

/** How often an open stream sends a keep-alive and polls for missed events, in seconds. */
export const heartbeatSeconds = 15

/** A client that takes nothing for so long has gone. */
export const idleSeconds = 60

/** Changes within so many milliseconds reach a stream together. */
export const gatherMilliseconds = 100

/** How many events are read and written at a time. */
export const eventBatch = 100

/** Streams that one node holds open, of one user and altogether. */
export const streamLimits = { user: 20, node: 5_000 }
