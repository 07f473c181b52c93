import Job from '#app/jobs/models/job'
import { RunJob } from '#app/processing/actions/run_job'

/** Runs a job in this process, if it is due. */
export async function runJob(id: string): Promise<{ retryAt?: Date }> {
  const job = await Job.begin(id)
  return job ? new RunJob().handle({ job }) : {}
}

/** Runs the queued jobs of an asset in this process, those included that they queue. */
export async function runJobs(assetId: string) {
  for (;;) {
    const job = await Job.query().where({ assetId, state: 'queued' }).orderBy('id').first()
    if (!job) return
    const { retryAt } = await runJob(job.id)
    if (retryAt) return
  }
}
