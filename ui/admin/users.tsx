import { useState } from 'preact/hooks'
import { ago, bytes, count } from '../lib/format'
import { usePages } from '../lib/pages'
import { ListFoot } from '../components/list_foot'
import { Page } from '../components/page'
import { SearchField } from './search_field'
import type { Account } from './types'

/** Who has an account, in which role, and how much they keep. */
export function UsersPage() {
  const [email, setEmail] = useState('')
  const search = new URLSearchParams({ limit: '50', ...(email && { q: email }) })
  const users = usePages<Account>(`/users?${search}`)
  return (
    <Page title="Users">
      <section aria-label="Accounts">
        <SearchField label="Search by email or name" onSearch={setEmail} />
        <ul class="rows">
          {users.rows.map((account) => (
            <UserRow key={account.id} account={account} />
          ))}
        </ul>
        <ListFoot
          failure={users.failure}
          more={users.more}
          nothing={users.isEmpty ? 'Nobody has such an email or name.' : ''}
        />
      </section>
    </Page>
  )
}

function UserRow({ account }: { account: Account }) {
  const { email, fullName, role, createdAt, usage } = account
  return (
    <li>
      <div>
        <p class="ids">
          {email} {role === 'ADMIN' && <span class="tag">Administrator</span>}
        </p>
        <p class="quiet small">
          {[fullName, `since ${ago(createdAt)}`].filter(Boolean).join(' · ')}
        </p>
      </div>
      <div class="usage number small">
        <span>
          {bytes(usage.bytes)} <span class="quiet">of {bytes(usage.quotaBytes)}</span>
        </span>
        <meter
          value={usage.bytes / usage.quotaBytes}
          low={0.8}
          high={0.95}
          optimum={0}
          aria-label={`Storage of ${email}`}
        />
        <span class="quiet">{count(usage.assets, 'asset')}</span>
      </div>
    </li>
  )
}
