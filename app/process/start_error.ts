import { errors } from '@adonisjs/core/env'

/**
 * Something outside the program keeps it from starting, and the message says in one line what
 * it is and what to do.
 */
export class StartError extends Error {
  /** How a command ends by it. */
  render() {
    console.error(this.message)
  }
}

/** Prints on the terminal why the start failed: one line, or the whole error if it is a defect. */
export function reportFailedStart(given: unknown) {
  process.exitCode = 1
  const error = asStartError(given)
  console.error(error instanceof StartError ? error.message : error)
}

/** Variables that are wrong become one line each; everything else stays as it is. */
export function asStartError(error: unknown) {
  if (!(error instanceof errors.E_INVALID_ENV_VARIABLES)) return error
  return new StartError(error.help.replaceAll(/^- /gm, ''), { cause: error })
}

/** The short word for what the operating system refused, or else the message. */
export function reasonOf(error: unknown) {
  const { code, message } = error as NodeJS.ErrnoException
  return message || code || String(error)
}
