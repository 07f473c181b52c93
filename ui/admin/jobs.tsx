import { useState } from 'preact/hooks'
import { usePages } from '../lib/pages'
import { ListFoot } from '../components/list_foot'
import { Page } from '../components/page'
import { FailureList } from './failure_list'
import { JobCharts } from './job_charts'
import { JobRow } from './job_row'
import { stateNames } from './job_states'
import type { Job } from './types'

/** The work on everybody's assets: how it goes, why it failed, and what can be tried again. */
export function JobsPage() {
  const [state, setState] = useState('')
  const jobs = usePages<Job>(`/jobs?limit=50${state && `&state=${state}`}`)
  return (
    <Page title="Jobs">
      <JobCharts />
      <FailureList onRetried={jobs.again} />
      <section aria-labelledby="all-jobs">
        <div class="section-head">
          <h2 id="all-jobs">Every job</h2>
          <select
            class="select"
            aria-label="State of the jobs"
            value={state}
            onChange={({ currentTarget }) => setState(currentTarget.value)}
          >
            <option value="">Any state</option>
            {Object.entries(stateNames).map(([value, name]) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </select>
        </div>
        <ul class="rows">
          {jobs.rows.map((job) => (
            <JobRow key={job.id} job={job} onRetried={jobs.again} />
          ))}
        </ul>
        <ListFoot
          failure={jobs.failure}
          more={jobs.more}
          nothing={jobs.isEmpty ? 'No job is in this state.' : ''}
        />
      </section>
    </Page>
  )
}
