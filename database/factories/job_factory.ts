import { v7 } from 'uuid'
import { DateTime } from 'luxon'
import factory from '@adonisjs/lucid/factories'
import Job from '#app/jobs/models/job'
import { AssetFactory } from '#database/factories/asset_factory'

/** A job that waits in line; a state puts it further on. */
export const JobFactory = factory
  .define(Job, () => ({ state: 'queued' as const, attempts: 0 }))
  .state('active', (job) => {
    return job.merge({
      state: 'active',
      attempts: 1,
      runId: v7(),
      heartbeatAt: DateTime.utc(),
    })
  })
  .state('completed', (job) => job.merge({ state: 'completed', attempts: 1 }))
  .state('failed', (job) => job.merge({ state: 'failed', attempts: 5, lastError: 'E_STORE: away' }))
  .relation('asset', () => AssetFactory)
  .build()
