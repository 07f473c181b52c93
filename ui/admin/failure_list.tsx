import { useState } from 'preact/hooks'
import { sentenceOf } from '../api/failure'
import { ago, count } from '../lib/format'
import { usePages } from '../lib/pages'
import { toast } from '../components/toast'
import { ask } from '../session/session'
import type { Failures } from './types'

/** Why jobs failed; all of one reason can be tried again at once. */
export function FailureList({ onRetried }: { onRetried: () => void }) {
  const { rows, again } = usePages<Failures>('/jobs/failures')
  const [busy, setBusy] = useState('')
  if (rows.length === 0) return null

  async function retry(reason: string) {
    setBusy(reason)
    try {
      toast(`${count(await retryAll(reason), 'job')} requeued`)
    } catch (error) {
      toast(sentenceOf(error))
    }
    setBusy('')
    again()
    onRetried()
  }

  return (
    <section aria-labelledby="failures">
      <h2 id="failures">Why jobs failed</h2>
      <ul class="rows">
        {rows.map(({ reason, count: jobs, oldestAt }) => (
          <li key={reason}>
            <div>
              <p>
                <strong>{reason}</strong>
              </p>
              <p class="quiet small">
                {count(jobs, 'job')}, the oldest {ago(oldestAt)}
              </p>
            </div>
            <button class="button compact" disabled={busy !== ''} onClick={() => retry(reason)}>
              {busy === reason ? 'Retrying …' : 'Retry all'}
              <span class="visually-hidden"> of {reason}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

// Some go at a time. What fails again in the meantime is not tried for ever.
async function retryAll(reason: string) {
  let total = 0
  for (;;) {
    const { data } = await ask<{ data: { retried: number; left: number } }>(
      '/jobs/failures/retry',
      { method: 'POST', body: { reason } }
    )
    total += data.retried
    if (data.left === 0 || data.retried === 0) return total
  }
}
