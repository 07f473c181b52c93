import { useState } from 'preact/hooks'
import type { Page as Rows } from '../api/types'
import { dateTime } from '../lib/format'
import { usePages } from '../lib/pages'
import { ListFoot } from '../components/list_foot'
import { Page } from '../components/page'
import { toast } from '../components/toast'
import { ask } from '../session/session'
import { actions } from './actions'
import { SearchField } from './search_field'
import type { Account, AuditLog } from './types'

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

/** What changed rights or destroyed something, and who did it. */
export function AuditPage() {
  const [action, setAction] = useState('')
  const [filter, setFilter] = useState<Record<string, string>>({})
  const search = new URLSearchParams({ limit: '50', ...(action && { action }), ...filter })
  const logs = usePages<AuditLog>(`/audit-logs?${search}`)
  return (
    <Page title="Audit log">
      <section aria-label="Entries">
        <div class="section-head">
          <SearchField
            label="Search by email, or by an id"
            onSearch={async (text) => setFilter(await filterBy(text))}
          />
          <select
            class="select"
            aria-label="Action"
            value={action}
            onChange={({ currentTarget }) => setAction(currentTarget.value)}
          >
            <option value="">Any action</option>
            {actions.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </div>
        <ul class="rows">
          {logs.rows.map((entry) => (
            <Entry key={entry.id} entry={entry} />
          ))}
        </ul>
        <ListFoot
          failure={logs.failure}
          more={logs.more}
          nothing={logs.isEmpty ? 'No entries match.' : ''}
        />
      </section>
    </Page>
  )
}

function Entry({ entry }: { entry: AuditLog }) {
  const { action, actorId, subject, payload, ip, createdAt } = entry
  const facts = Object.entries(payload).map(([name, value]) => `${name}: ${value}`)
  return (
    <li>
      <div class="ids">
        <p>
          <strong>{action}</strong> <span class="small">{facts.join(' · ')}</span>
        </p>
        <p class="quiet small">{[dateTime(createdAt), ip].filter(Boolean).join(' · ')}</p>
        <p class="quiet small">
          {actorId && `by ${actorId}`} {subject && `about ${subject}`}
        </p>
      </div>
    </li>
  )
}

/** An id is what an entry is about; anything else is part of the email of who did it. */
async function filterBy(text: string): Promise<Record<string, string>> {
  if (!text) return {}
  if (UUID.test(text)) return { subject: text }
  try {
    const search = new URLSearchParams({ q: text, limit: '1' })
    const { data } = await ask<Rows<Account>>(`/users?${search}`)
    if (data.length > 0) return { actorId: data[0].id }
    toast('No account has this email')
  } catch {
    toast('The search failed. Please try again.')
  }
  return {}
}
