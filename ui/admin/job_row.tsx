import { sentenceOf } from '../api/failure'
import { ago } from '../lib/format'
import { toast } from '../components/toast'
import { call } from '../session/session'
import { kindNames, stateNames } from './job_states'
import type { Job } from './types'

/** One job: where it stands, how old it is, and why it failed. */
export function JobRow({ job, onRetried }: { job: Job; onRetried: () => void }) {
  const attempts = job.attempts > 1 ? ` · ${job.attempts} attempts` : ''
  return (
    <li>
      <div>
        <p>
          <span class={`tag ${job.state === 'failed' ? 'is-bad' : ''}`}>
            {stateNames[job.state]}
          </span>{' '}
          {kindNames[job.kind]} <code class="small">{job.id}</code>
        </p>
        {job.lastError && <p class="small">{job.lastError}</p>}
        <p class="quiet small">
          begun {ago(job.createdAt)}, changed {ago(job.updatedAt)}
          {attempts}
        </p>
      </div>
      {job.state === 'failed' && (
        <button class="button compact" onClick={() => retry(job, onRetried)}>
          Retry<span class="visually-hidden"> job {job.id}</span>
        </button>
      )}
    </li>
  )
}

async function retry({ id }: Job, onRetried: () => void) {
  try {
    await call(`/jobs/${id}/retry`, { method: 'POST' })
    toast('Job requeued')
  } catch (error) {
    toast(sentenceOf(error))
  }
  onRetried()
}
