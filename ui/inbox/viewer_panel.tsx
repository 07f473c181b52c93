import { useState } from 'preact/hooks'
import { sentenceOf } from '../api/failure'
import type { Asset } from '../api/types'
import { Icon } from '../components/icon'
import { toast } from '../components/toast'
import { ask } from '../session/session'
import { factsOf } from './facts'
import { put } from './library'
import { Rename } from './rename'
import { titleOf } from './words'

interface Props {
  asset: Asset
  onClose: () => void
  onRemove: () => void
}

/** What is known of the asset, and what can be done with it. */
export function ViewerPanel({ asset, onClose, onRemove }: Props) {
  const [isRenaming, setRenaming] = useState(false)
  return (
    <aside class="panel" aria-label="Details">
      <div class="panel-tools">
        <button class="button plain icon" aria-label="Close" onClick={onClose}>
          <Icon name="close" />
        </button>
        <span class="panel-space" />
        {asset.urls.original && (
          <button class="button plain icon" aria-label="Download" onClick={() => download(asset)}>
            <Icon name="download" />
          </button>
        )}
        <button class="button plain icon" aria-label="Rename" onClick={() => setRenaming(true)}>
          <Icon name="pencil" />
        </button>
        <button class="button plain icon danger" aria-label="Delete" onClick={onRemove}>
          <Icon name="trash" />
        </button>
      </div>
      {isRenaming ? (
        <Rename asset={asset} onDone={() => setRenaming(false)} />
      ) : (
        <h2 class="panel-name">{asset.filename}</h2>
      )}
      {asset.status !== 'ready' && <State asset={asset} />}
      <dl class="facts">
        {factsOf(asset).map(({ name, text, link }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd class="number">
              {text}
              {link && (
                <a href={link} target="_blank" rel="noreferrer">
                  Show on a map
                </a>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </aside>
  )
}

function State({ asset }: { asset: Asset }) {
  const canRetry = asset.status === 'failed'
  return (
    <div class={`notice ${asset.error ? 'bad' : ''}`}>
      <p>{asset.error?.message ?? titleOf(asset)}</p>
      {canRetry && (
        <button class="button compact" onClick={() => retry(asset)}>
          Try again
        </button>
      )}
    </div>
  )
}

async function download({ id }: Asset) {
  try {
    const { data } = await ask<{ data: { url: string } }>(`/assets/${id}/download`)
    location.assign(data.url)
  } catch (error) {
    toast(`It could not be downloaded. ${sentenceOf(error)}`)
  }
}

async function retry({ id }: Asset) {
  try {
    const body = { assetId: id }
    const { data } = await ask<{ data: Asset }>('/uploads/complete', { method: 'POST', body })
    put(data)
  } catch (error) {
    toast(sentenceOf(error))
  }
}
