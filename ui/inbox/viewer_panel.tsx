import { useState } from 'preact/hooks'
import { sentenceOf } from '../api/failure'
import type { Asset } from '../api/types'
import { Icon, type IconName } from '../components/icon'
import { toast } from '../components/toast'
import { ask } from '../session/session'
import { factsOf } from './facts'
import { put } from './library'
import { Rename } from './rename'
import { Tags } from './tags'
import { updateAsset } from './update_asset'
import { titleOf } from './words'

interface Props {
  asset: Asset
  onClose: () => void
  onRemove: () => void
  onPlay: () => void
}

/** What is known of the asset, and what can be done with it. */
export function ViewerPanel({ asset, onClose, onRemove, onPlay }: Props) {
  const [isRenaming, setRenaming] = useState(false)
  return (
    <aside class="panel" aria-label="Details">
      <div class="panel-tools">
        <Tool icon="close" label="Close" hint="Esc" run={onClose} />
        <span class="panel-space" />
        <Tool
          icon="star"
          label="Favorite"
          hint="F"
          isOn={asset.favorite}
          run={() => updateAsset(asset, { favorite: !asset.favorite })}
        />
        <Tool icon="play" label="Slideshow" hint="S" run={onPlay} />
        {asset.urls.original && (
          <Tool icon="download" label="Download" run={() => download(asset)} />
        )}
        <Tool icon="pencil" label="Rename" run={() => setRenaming(true)} />
        <Tool icon="trash" label="Delete" hint="Del" run={onRemove} />
      </div>
      {isRenaming ? (
        <Rename asset={asset} onDone={() => setRenaming(false)} />
      ) : (
        <h2 class="panel-name">{asset.filename}</h2>
      )}
      {asset.status !== 'ready' && <State asset={asset} />}
      <Tags asset={asset} />
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

function Tool(props: {
  icon: IconName
  label: string
  hint?: string
  isOn?: boolean
  run: () => unknown
}) {
  const { icon, label, hint, isOn, run } = props
  return (
    <button
      class={`button plain icon ${isOn ? 'is-favorite' : ''}`}
      aria-label={label}
      aria-pressed={isOn}
      title={hint ? `${label} (${hint})` : label}
      onClick={run}
    >
      <Icon name={icon} />
    </button>
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
