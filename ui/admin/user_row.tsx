import { useState } from 'preact/hooks'
import { ago, bytes, count, dateTime } from '../lib/format'
import type { Account } from './types'
import { UserActions } from './user_actions'

/** One account: who it is, its state, what it keeps, and what can be done with it. */
export function UserRow({ account, onChange }: { account: Account; onChange: () => void }) {
  const [isOpen, setOpen] = useState(false)
  const { email, fullName, role, createdAt, usage } = account
  return (
    <li class="user">
      <div>
        <p class="ids">
          {email} {role === 'ADMIN' && <span class="tag">Administrator</span>}{' '}
          {account.disabledAt && <span class="tag is-bad">Disabled</span>}{' '}
          {account.eraseAt && <span class="tag is-bad">To be erased</span>}
        </p>
        <p class="quiet small">
          {[
            fullName,
            `since ${ago(createdAt)}`,
            account.eraseAt && `erased on ${dateTime(account.eraseAt)}`,
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
      <div class="usage number small">
        <span>
          {bytes(usage.bytes)} <span class="quiet">of {bytes(usage.quotaBytes)}</span>
        </span>
        <meter
          value={usage.quotaBytes ? usage.bytes / usage.quotaBytes : 1}
          low={0.8}
          high={0.95}
          optimum={0}
          aria-label={`Storage of ${email}`}
        />
        <span class="quiet">{count(usage.assets, 'asset')}</span>
      </div>
      <button class="button compact" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        Manage
        <span class="visually-hidden"> {email}</span>
      </button>
      {isOpen && <UserActions account={account} onChange={onChange} />}
    </li>
  )
}
