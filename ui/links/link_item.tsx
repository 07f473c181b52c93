import { useState } from 'preact/hooks'
import { QrCode } from '../account/qr_code'
import { sentenceOf } from '../api/failure'
import { confirm } from '../components/confirm'
import { toast } from '../components/toast'
import { bytes, count, dateTime } from '../lib/format'
import { at } from '../lib/router'
import { call } from '../session/session'
import { LinkForm } from './link_form'
import type { LinkRow } from './link_types'

/** One link: its address, what came through it, and what its owner can do with it. */
export function LinkItem({ link, onChange }: { link: LinkRow; onChange: () => void }) {
  const [shown, setShown] = useState<'code' | 'form' | null>(null)
  const { id, url, title, received, closedAt } = link
  const toggle = (what: 'code' | 'form') => setShown(shown === what ? null : what)

  async function act(path: string, method: string, body?: object) {
    try {
      await call(`/links/${id}${path}`, { method, body })
      setShown(null)
      onChange()
    } catch (error) {
      toast(sentenceOf(error))
    }
  }

  async function copy() {
    // Over plain http a page has no clipboard.
    const copied = await navigator.clipboard?.writeText(url!).then(
      () => true,
      () => false
    )
    toast(copied ? `Copied the link “${title}”` : 'Select the address and copy it.')
  }

  async function rotate() {
    const question = `Give “${title}” another address? The present one stops working at once.`
    if (await confirm(question, 'Change the address')) await act('/rotate', 'POST')
  }

  async function revoke() {
    const question = `Delete the link “${title}”? What has arrived through it stays.`
    if (await confirm(question, 'Delete')) await act('', 'DELETE')
  }

  return (
    <li class="upload-link">
      <div>
        <p>
          <strong>{title}</strong> {stateOf(link) && <span class="tag">{stateOf(link)}</span>}
        </p>
        <p class="small link-url">{url ?? 'Its address is lost with an old APP_KEY. Change it.'}</p>
        <p class="quiet small">
          <a href={at('/', { link: id })}>{count(received.assets, 'file')} received</a> ·{' '}
          {bytes(received.bytes)}
          {link.maxAssets !== null && ` · ${count(link.maxAssets, 'file')} at most`}
          {link.expiresAt && ` · until ${dateTime(link.expiresAt)}`}
        </p>
        <p class="link-actions">
          {url && <Action name="Copy" of={title} onClick={copy} />}
          {url && (
            <Action
              name="QR code"
              of={title}
              isOpen={shown === 'code'}
              onClick={() => toggle('code')}
            />
          )}
          <Action name="Edit" of={title} isOpen={shown === 'form'} onClick={() => toggle('form')} />
          <Action
            name={closedAt ? 'Open' : 'Close'}
            of={title}
            onClick={() => act('', 'PATCH', { closed: !closedAt })}
          />
          <Action name="Change address" of={title} onClick={rotate} />
          <Action name="Delete" of={title} onClick={revoke} isDanger />
        </p>
        {shown === 'code' && url && <QrCode text={url} label={`QR code of the link ${title}`} />}
        {shown === 'form' && (
          <LinkForm
            link={link}
            onSaved={() => {
              setShown(null)
              onChange()
            }}
          />
        )}
      </div>
    </li>
  )
}

function stateOf({ closedAt, expiresAt, maxAssets, received }: LinkRow) {
  if (closedAt) return 'Closed'
  if (expiresAt && Date.parse(expiresAt) < Date.now()) return 'Expired'
  return maxAssets !== null && received.assets >= maxAssets ? 'Full' : ''
}

interface ActionProps {
  name: string
  of: string
  isOpen?: boolean
  isDanger?: boolean
  onClick: () => void
}

function Action({ name, of, isOpen, isDanger, onClick }: ActionProps) {
  return (
    <button
      class={isDanger ? 'button compact danger' : 'button compact'}
      aria-expanded={isOpen}
      onClick={onClick}
    >
      {name}
      <span class="visually-hidden"> {of}</span>
    </button>
  )
}
