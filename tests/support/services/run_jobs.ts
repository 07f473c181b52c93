import Job from '#app/jobs/models/job'
import { RunJob } from '#app/processing/actions/run_job'

/** Runs the queued jobs of an asset in this process, those included that they queue. */
export async function runJobs(assetId: string) {
  for (;;) {
    const job = await Job.query().where({ assetId, state: 'queued' }).orderBy('id').first()
    if (!job) return
    const { retryAt } = await new RunJob().handle({ jobId: job.id })
    if (retryAt) return
  }
}
