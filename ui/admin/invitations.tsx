import { useState } from 'preact/hooks'
import { sentenceOf } from '../api/failure'
import { FailureNotice, fieldsOf } from '../account/failure_notice'
import { Field } from '../components/field'
import { ListFoot } from '../components/list_foot'
import { toast } from '../components/toast'
import { ago, dateTime } from '../lib/format'
import { usePages } from '../lib/pages'
import { ask, call } from '../session/session'
import { HandedLink } from './handed_link'
import type { Invitation } from './types'

/** Invites people, and lists the invitations that nobody has used yet. */
export function Invitations() {
  const { rows, failure, more, again } = usePages<Invitation>('/invitations')
  const [url, setUrl] = useState('')
  const [refusal, setRefusal] = useState<unknown>(null)

  async function invite(event: SubmitEvent) {
    event.preventDefault()
    const form = event.target as HTMLFormElement
    const given = new FormData(form)
    const body = { email: given.get('email') || null, role: given.get('role') }
    try {
      const { data } = await ask<{ data: { url: string } }>('/invitations', {
        method: 'POST',
        body,
      })
      form.reset()
      setRefusal(null)
      setUrl(data.url)
      again()
    } catch (error) {
      setRefusal(error)
    }
  }

  async function revoke({ id }: Invitation) {
    try {
      await call(`/invitations/${id}`, { method: 'DELETE' })
      toast('The invitation is revoked')
      again()
    } catch (error) {
      toast(sentenceOf(error))
    }
  }

  return (
    <section aria-labelledby="invitations">
      <h2 id="invitations">Invitations</h2>
      <form class="invite-form" onSubmit={invite}>
        <Field
          label="Email, if only its owner may use the link"
          name="email"
          type="email"
          wrong={fieldsOf(refusal).email}
        />
        <select class="select" name="role" aria-label="Role">
          <option value="USER">User</option>
          <option value="ADMIN">Administrator</option>
        </select>
        <button class="button primary">Invite</button>
      </form>
      <FailureNotice failure={refusal} />
      {url && <HandedLink url={url} about="Hand this link over." />}
      <ul class="rows">
        {rows.map((invitation) => (
          <li key={invitation.id}>
            <div>
              <p class="ids">
                {invitation.email ?? 'Anybody with the link'}{' '}
                {invitation.role === 'ADMIN' && <span class="tag">Administrator</span>}
              </p>
              <p class="quiet small">
                {`invited ${ago(invitation.createdAt)} · until ${dateTime(invitation.expiresAt)}`}
              </p>
            </div>
            <button class="button compact" onClick={() => revoke(invitation)}>
              Revoke
              <span class="visually-hidden">
                {' '}
                the invitation of {invitation.email ?? 'anybody'}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <ListFoot failure={failure} more={more} nothing="" />
    </section>
  )
}
