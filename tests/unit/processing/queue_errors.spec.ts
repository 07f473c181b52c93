import { test } from '@japa/runner'
import logger from '@adonisjs/core/services/logger'
import { reportQueueErrors } from '#app/processing/queue_errors'

/** What is logged by the work as a warning. */
function warnings(work: () => void) {
  const { warn } = logger
  const lines: unknown[] = []
  logger.warn = (...words: unknown[]) => void lines.push(words)
  try {
    work()
  } finally {
    logger.warn = warn
  }
  return lines
}

test.group('What a queue complains of', () => {
  test('is an outage, warned of once', ({ assert }) => {
    const lines = warnings(() => {
      const tell = reportQueueErrors()
      tell(new Error('connect ECONNREFUSED 127.0.0.1:6379'))
      tell(new Error('Connection is closed.'))
    })
    assert.deepEqual(lines, [
      [{ reason: 'Error: connect ECONNREFUSED 127.0.0.1:6379' }, 'the queue is unavailable'],
    ])
  })

  test('is none where it gave a job to another worker', ({ assert }) => {
    const lines = warnings(() => {
      const tell = reportQueueErrors()
      tell(Object.assign(new Error('Missing lock for job 1. moveToFinished'), { code: -2 }))
      tell(new Error('could not renew lock for job 1'))
    })
    assert.deepEqual(lines, [])
  })
})
