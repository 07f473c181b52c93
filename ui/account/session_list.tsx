import { useEffect, useState } from 'preact/hooks'
import { sentenceOf } from '../api/failure'
import type { Page, SessionRow } from '../api/types'
import { ago } from '../lib/format'
import { toast } from '../components/toast'
import { ask, call } from '../session/session'
import { deviceOf } from './device'

/** The person's sessions, each of which they may end. */
export function SessionList() {
  const [sessions, setSessions] = useState<SessionRow[]>([])
  const [failure, setFailure] = useState('')

  useEffect(() => {
    ask<Page<SessionRow>>('/auth/sessions')
      .then(({ data }) => setSessions(data))
      .catch((error) => setFailure(sentenceOf(error)))
  }, [])

  async function end({ id, userAgent }: SessionRow) {
    try {
      await call(`/auth/sessions/${id}`, { method: 'DELETE' })
      setSessions((all) => all.filter((other) => other.id !== id))
      toast(`Signed out ${deviceOf(userAgent)}`)
    } catch (error) {
      toast(sentenceOf(error))
    }
  }

  return (
    <section aria-labelledby="sessions">
      <h2 id="sessions">Where you are signed in</h2>
      {failure && <p class="notice bad">{failure}</p>}
      <ul class="rows">
        {sessions.map((session) => (
          <li key={session.id}>
            <div>
              <p>
                {deviceOf(session.userAgent)} {session.current && <span class="tag">This one</span>}
              </p>
              <p class="quiet small">
                {[
                  session.ip,
                  `last used ${ago(session.lastUsedAt)}`,
                  `since ${ago(session.createdAt)}`,
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
            </div>
            {!session.current && (
              <button class="button compact" onClick={() => end(session)}>
                Sign out
                <span class="visually-hidden"> {deviceOf(session.userAgent)}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
