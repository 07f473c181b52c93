import { availableParallelism } from 'node:os'
import env from '#start/env'

const wanted = env.get('API_PROCESSES')

/** Processes that serve the API together, on one port. Sources that change have one. */
export const apiProcesses =
  env.get('NODE_ENV') === 'development'
    ? 1
    : wanted === 'auto'
      ? availableParallelism()
      : Number(wanted ?? 1)
