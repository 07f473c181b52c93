import { useEffect, useState } from 'preact/hooks'
import { sentenceOf } from '../api/failure'
import { Field } from '../components/field'
import { toast } from '../components/toast'
import { ago } from '../lib/format'
import { instance } from '../session/instance'
import { createPasskey, hasPasskeys } from '../session/passkeys'
import { ask, call } from '../session/session'
import { confirmed } from './confirmation'

interface PasskeyRow {
  id: string
  name: string
  lastUsedAt: string | null
  createdAt: string
}

/** The person's passkeys, which sign in without a password. */
export function PasskeyList() {
  const [passkeys, setPasskeys] = useState<PasskeyRow[]>([])
  const fail = (error: unknown) => toast(sentenceOf(error))

  useEffect(() => {
    ask<{ data: PasskeyRow[] }>('/auth/passkeys')
      .then(({ data }) => setPasskeys(data))
      .catch(fail)
  }, [])

  async function add(event: SubmitEvent) {
    event.preventDefault()
    const form = event.target as HTMLFormElement
    const name = new FormData(form).get('name') || undefined
    try {
      const { data: options } = await confirmed(() => {
        return ask<{ data: unknown }>('/auth/passkeys/options', { method: 'POST', body: {} })
      })
      const body = { name, response: await createPasskey(options) }
      const { data } = await ask<{ data: PasskeyRow }>('/auth/passkeys', { method: 'POST', body })
      form.reset()
      setPasskeys((all) => [data, ...all])
      toast('Passkey added')
    } catch (error) {
      fail(error)
    }
  }

  async function remove({ id, name }: PasskeyRow) {
    try {
      await confirmed(() => call(`/auth/passkeys/${id}`, { method: 'DELETE' }))
      setPasskeys((all) => all.filter((other) => other.id !== id))
      toast(`Removed the passkey ${name}`)
    } catch (error) {
      fail(error)
    }
  }

  const canAdd = instance.value.signIn.passkeys && hasPasskeys
  if (!canAdd && passkeys.length === 0) return null
  return (
    <section aria-labelledby="passkeys">
      <h2 id="passkeys">Passkeys</h2>
      <p class="quiet small">Sign in with your fingerprint, face or PIN instead of a password.</p>
      <ul class="rows">
        {passkeys.map((passkey) => (
          <li key={passkey.id}>
            <div>
              <p>{passkey.name}</p>
              <p class="quiet small">
                {passkey.lastUsedAt ? `last used ${ago(passkey.lastUsedAt)}` : 'not used yet'} ·
                added {ago(passkey.createdAt)}
              </p>
            </div>
            <button class="button compact danger" onClick={() => remove(passkey)}>
              Remove
              <span class="visually-hidden"> the passkey {passkey.name}</span>
            </button>
          </li>
        ))}
      </ul>
      {canAdd && (
        <form class="password-form" onSubmit={add}>
          <Field label="Name of this device" name="name" maxLength={100} placeholder="Passkey" />
          <button class="button">Add a passkey</button>
        </form>
      )}
    </section>
  )
}
