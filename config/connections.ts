import { readFileSync } from 'node:fs'
import env from '#start/env'

/** Files that a process needs beside its connections: the database, the store, its own code. */
const RESERVED_FILES = 512

/** Connections that one process of the API holds open: altogether, and of one address. */
const total = env.get('LIMIT_CONNECTIONS') ?? Math.min(10_000, openFiles() - RESERVED_FILES)
export const connectionLimits = {
  total,
  address: env.get('LIMIT_CONNECTIONS_ADDRESS') ?? Math.min(500, Math.ceil(total / 4)),
}

/** What a client has to keep to on the wire, in milliseconds. */
export const wireTimeouts = {
  /** To send its headers. */
  headers: 30_000,
  /**
   * Between two requests. Longer than balancers keep theirs, a minute as a rule: one that we close
   * is one they may just be using.
   */
  keepAlive: 75_000,
  /** To read an answer that came before the end of its body. */
  linger: 2_000,
}

/** How many files this process may have open; Node raises that to what the system allows. */
function openFiles() {
  try {
    const limits = readFileSync('/proc/self/limits', 'utf8')
    return Math.max(Number(/^Max open files +(\d+)/m.exec(limits)![1]), 2 * RESERVED_FILES)
  } catch {
    return Infinity
  }
}
