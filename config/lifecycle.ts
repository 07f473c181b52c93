import env from '#start/env'
import app from '@adonisjs/core/services/app'

/** Seconds between the end of readiness and that of the listener, for balancers to notice. */
export const shutdownDelay = env.get('SHUTDOWN_DELAY', app.inProduction ? 5 : 0)

/** Seconds that requests, and jobs, which take longer, get to finish. */
export const requestSeconds = env.get('SHUTDOWN_DEADLINE', 30)
export const jobSeconds = env.get('SHUTDOWN_DEADLINE', 80)
