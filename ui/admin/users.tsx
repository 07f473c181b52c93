import { useState } from 'preact/hooks'
import { usePages } from '../lib/pages'
import { ListFoot } from '../components/list_foot'
import { Page } from '../components/page'
import { Invitations } from './invitations'
import { SearchField } from './search_field'
import type { Account } from './types'
import { UserRow } from './user_row'
import './users.css'

/** Who has an account and who is invited, and what an administrator does with them. */
export function UsersPage() {
  const [text, setText] = useState('')
  const search = new URLSearchParams({ limit: '50', ...(text && { q: text }) })
  const users = usePages<Account>(`/users?${search}`)
  return (
    <Page title="People">
      <section aria-label="Accounts">
        <SearchField label="Search by email or name" onSearch={setText} />
        <ul class="rows">
          {users.rows.map((account) => (
            <UserRow key={account.id} account={account} onChange={users.again} />
          ))}
        </ul>
        <ListFoot
          failure={users.failure}
          more={users.more}
          nothing={users.isEmpty ? 'No account matches.' : ''}
        />
      </section>
      <Invitations />
    </Page>
  )
}
