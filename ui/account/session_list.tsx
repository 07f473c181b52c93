import { useEffect, useState } from 'preact/hooks'
import { sentenceOf } from '../api/failure'
import type { Page, SessionRow } from '../api/types'
import { ago } from '../lib/format'
import { toast } from '../components/toast'
import { ask, call } from '../session/session'

/** The person's sessions, each of which they may end. */
export function SessionList() {
  const [sessions, setSessions] = useState<SessionRow[]>([])
  const [failure, setFailure] = useState('')

  useEffect(() => {
    ask<Page<SessionRow>>('/auth/sessions')
      .then(({ data }) => setSessions(data))
      .catch((error) => setFailure(sentenceOf(error)))
  }, [])

  async function end(session: SessionRow) {
    const { id } = session
    try {
      await call(`/auth/sessions/${id}`, { method: 'DELETE' })
      setSessions((all) => all.filter((other) => other.id !== id))
      toast(`Signed out ${nameOf(session)}`)
    } catch (error) {
      toast(sentenceOf(error))
    }
  }

  async function endOthers() {
    try {
      await call('/auth/sessions', { method: 'DELETE' })
      setSessions((all) => all.filter(({ current }) => current))
      toast('You are signed out everywhere else')
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
                {nameOf(session)} {session.current && <span class="tag">This one</span>}
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
                <span class="visually-hidden"> {nameOf(session)}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <p>
          <button class="button" onClick={endOthers}>
            Sign out everywhere else
          </button>
        </p>
      )}
    </section>
  )
}

function nameOf({ device }: SessionRow) {
  return device ?? 'Unknown program'
}
