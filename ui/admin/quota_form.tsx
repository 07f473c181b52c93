import { useState } from 'preact/hooks'
import { Field } from '../components/field'
import { FailureNotice, fieldsOf } from '../account/failure_notice'
import { toast } from '../components/toast'
import { call } from '../session/session'
import type { Account } from './types'

const GIGABYTE = 1_000_000_000

/** Sets how much an account may keep; an empty field goes back to the default. */
export function QuotaForm({ account, onChange }: { account: Account; onChange: () => void }) {
  const [failure, setFailure] = useState<unknown>(null)

  async function submit(event: SubmitEvent) {
    event.preventDefault()
    const given = new FormData(event.target as HTMLFormElement).get('gigabytes')
    const quotaBytes = given ? Math.round(Number(given) * GIGABYTE) : null
    try {
      await call(`/users/${account.id}`, { method: 'PATCH', body: { quotaBytes } })
      toast(`The quota of ${account.email} is changed`)
      setFailure(null)
      onChange()
    } catch (error) {
      setFailure(error)
    }
  }

  return (
    <form class="quota-form" onSubmit={submit}>
      <Field
        label="Quota in gigabytes; empty for the default"
        name="gigabytes"
        type="number"
        min={0}
        step="any"
        defaultValue={String(account.usage.quotaBytes / GIGABYTE)}
        wrong={fieldsOf(failure).quotaBytes}
      />
      <button class="button">Set quota</button>
      <FailureNotice failure={failure} />
    </form>
  )
}
