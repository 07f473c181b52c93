import { useState } from 'preact/hooks'
import { sentenceOf } from '../api/failure'
import { toast } from '../components/toast'
import { ask, call } from '../session/session'
import { HandedLink } from './handed_link'
import { QuotaForm } from './quota_form'
import type { Account } from './types'

/** What an administrator can do with an account. */
export function UserActions({ account, onChange }: { account: Account; onChange: () => void }) {
  const { id, email, role, disabledAt, eraseAt } = account
  const [url, setUrl] = useState('')

  async function act(done: string, path: string, method: string, body?: object) {
    try {
      await call(`/users/${id}${path}`, { method, body })
      toast(done)
      onChange()
    } catch (error) {
      toast(sentenceOf(error))
    }
  }

  async function issueReset() {
    try {
      const path = `/users/${id}/password-reset`
      const { data } = await ask<{ data: { url: string } }>(path, { method: 'POST' })
      setUrl(data.url)
    } catch (error) {
      toast(sentenceOf(error))
    }
  }

  const change = (done: string, body: object) => () => act(done, '', 'PATCH', body)
  const actions = eraseAt
    ? [['Restore', () => act(`${email} is restored`, '/restore', 'POST')] as const]
    : [
        role === 'ADMIN'
          ? (['Make a user', change(`${email} is a user now`, { role: 'USER' })] as const)
          : ([
              'Make an administrator',
              change(`${email} is an administrator now`, { role: 'ADMIN' }),
            ] as const),
        disabledAt
          ? (['Enable', change(`${email} is enabled`, { disabled: false })] as const)
          : (['Disable', change(`${email} is disabled`, { disabled: true })] as const),
        [
          'Sign out everywhere',
          () => act(`${email} is signed out`, '/sessions', 'DELETE'),
        ] as const,
        ['Link to a new password', issueReset] as const,
        [
          'Turn off two-step sign-in',
          change(`${email} signs in without a code`, { totp: false }),
        ] as const,
        ['Erase', () => act(`${email} is stopped and will be erased`, '', 'DELETE')] as const,
      ]

  return (
    <div class="user-actions">
      <p>
        {actions.map(([label, run]) => (
          <button
            key={label}
            class={`button compact ${label === 'Erase' ? 'danger' : ''}`}
            aria-label={`${label}: ${email}`}
            onClick={run}
          >
            {label}
          </button>
        ))}
      </p>
      {!eraseAt && <QuotaForm account={account} onChange={onChange} />}
      {url && <HandedLink url={url} about={`Hand this link over to ${email}, within an hour.`} />}
    </div>
  )
}
