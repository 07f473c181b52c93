import { sentenceOf } from '../api/failure'
import { ListFoot } from '../components/list_foot'
import { Page } from '../components/page'
import { toast } from '../components/toast'
import { count, dateTime } from '../lib/format'
import { usePages } from '../lib/pages'
import { call } from '../session/session'
import type { ShareRow } from './types'

/** Everything that the person shares, with its views and downloads. */
export function SharesPage() {
  const { rows, isEmpty, failure, more, again } = usePages<ShareRow>('/shares')
  return (
    <Page title="Shared links">
      <ul class="rows">
        {rows.map((share) => (
          <Row key={share.id} share={share} onRevoked={again} />
        ))}
      </ul>
      <ListFoot
        failure={failure}
        nothing={isEmpty ? 'You share nothing. Select files in the inbox to share them.' : ''}
        more={more}
      />
    </Page>
  )
}

function Row({ share, onRevoked }: { share: ShareRow; onRevoked: () => void }) {
  const { id, url, title } = share
  const name = title ?? count(share.count, 'file')

  async function revoke() {
    try {
      await call(`/shares/${id}`, { method: 'DELETE' })
      toast(`${name} is no longer shared`)
      onRevoked()
    } catch (error) {
      toast(sentenceOf(error))
    }
  }

  return (
    <li>
      <div>
        <p>{url ? <a href={url}>{name}</a> : name}</p>
        <p class="quiet small">{factsOf(share).join(' · ')}</p>
      </div>
      <button class="button compact" aria-label={`Stop sharing ${name}`} onClick={revoke}>
        Stop sharing
      </button>
    </li>
  )
}

function factsOf(share: ShareRow) {
  const { expiresAt, hasPassword, maxDownloads, downloads } = share
  const facts = [
    count(share.count, 'file'),
    count(share.views, 'view'),
    maxDownloads ? `${downloads} of ${maxDownloads} downloads` : count(downloads, 'download'),
  ]
  if (hasPassword) facts.push('password')
  if (expiresAt) facts.push(`until ${dateTime(expiresAt)}`)
  return facts
}
