import { useState } from 'preact/hooks'
import { sentenceOf } from '../api/failure'
import { ListFoot } from '../components/list_foot'
import { toast } from '../components/toast'
import { ago, dateTime } from '../lib/format'
import { usePages } from '../lib/pages'
import { call } from '../session/session'
import { confirmed } from './confirmation'
import { KeyForm } from './key_form'
import { scopeWords, type KeyRow } from './key_types'

/** The keys with which programs act for the person. */
export function KeyList() {
  const { rows, failure, more, again } = usePages<KeyRow>('/keys')
  const [created, setCreated] = useState<KeyRow>()

  function add(key: KeyRow) {
    setCreated(key)
    again()
  }

  async function revoke({ id, name }: KeyRow) {
    try {
      await confirmed(() => call(`/keys/${id}`, { method: 'DELETE' }))
      if (created?.id === id) setCreated(undefined)
      toast(`Revoked the key ${name}`)
      again()
    } catch (error) {
      toast(sentenceOf(error))
    }
  }

  return (
    <section aria-labelledby="keys">
      <h2 id="keys">Keys</h2>
      <p class="quiet small">A key lets a program act for you, within what you allow.</p>
      {created && (
        <p class="notice ids" role="status">
          Copy the key {created.name} now; it is not shown again: <code>{created.key}</code>
        </p>
      )}
      <ul class="rows">
        {rows.map((key) => (
          <li key={key.id}>
            <div>
              <p>{key.name}</p>
              <p class="quiet small">
                {[
                  key.scopes.map((scope) => scopeWords[scope] ?? scope).join(', '),
                  key.lastUsedAt ? `last used ${ago(key.lastUsedAt)}` : 'not used yet',
                  key.expiresAt ? expiryOf(key.expiresAt) : 'does not expire',
                ].join(' · ')}
              </p>
            </div>
            <button class="button compact danger" onClick={() => revoke(key)}>
              Revoke
              <span class="visually-hidden"> the key {key.name}</span>
            </button>
          </li>
        ))}
      </ul>
      <ListFoot failure={failure} nothing="" more={more} />
      <KeyForm onCreated={add} />
    </section>
  )
}

function expiryOf(time: string) {
  return Date.parse(time) > Date.now() ? `expires ${dateTime(time)}` : 'expired'
}
