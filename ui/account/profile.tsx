import { useEffect, useState } from 'preact/hooks'
import { sentenceOf } from '../api/failure'
import type { User } from '../api/types'
import { Field } from '../components/field'
import { toast } from '../components/toast'
import { instance } from '../session/instance'
import { ask, call } from '../session/session'
import { FailureNotice, fieldsOf } from './failure_notice'

/** The person's email: whether it is confirmed, and how it changes. */
export function Profile() {
  const [profile, setProfile] = useState<User>()
  const [failure, setFailure] = useState<unknown>(null)
  const fields = fieldsOf(failure)

  function read() {
    ask<{ data: User }>('/auth/me')
      .then(({ data }) => setProfile(data))
      .catch(setFailure)
  }
  useEffect(read, [])

  async function change(event: SubmitEvent) {
    event.preventDefault()
    const form = event.target as HTMLFormElement
    try {
      const body = Object.fromEntries(new FormData(form))
      await call('/auth/email', { method: 'PUT', body })
      form.reset()
      setFailure(null)
      read()
      toast(
        instance.value.mail
          ? 'A link was sent to the new address. Your email changes when you use it.'
          : 'Your email is changed'
      )
    } catch (error) {
      setFailure(error)
    }
  }

  async function sendAgain() {
    try {
      await call('/auth/email/verification', { method: 'POST' })
      toast('A link is on its way')
    } catch (error) {
      toast(sentenceOf(error))
    }
  }

  return (
    <section aria-labelledby="profile">
      <h2 id="profile">Your email</h2>
      {profile && (
        <p class="ids">
          {profile.email}{' '}
          {profile.emailVerifiedAt ? (
            <span class="tag">Confirmed</span>
          ) : instance.value.mail ? (
            <button class="button compact" onClick={sendAgain}>
              Send the link to confirm it
            </button>
          ) : null}
        </p>
      )}
      <form class="password-form" onSubmit={change}>
        <FailureNotice failure={failure} />
        <Field label="New email" name="email" type="email" required wrong={fields.email} />
        <Field
          label="Current password"
          name="currentPassword"
          type="password"
          autocomplete="current-password"
          required
          wrong={fields.currentPassword}
        />
        <button class="button">Change email</button>
      </form>
    </section>
  )
}
