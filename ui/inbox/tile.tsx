import type { Asset, Variant } from '../api/types'
import { playtime } from '../lib/format'
import { at, query } from '../lib/router'
import { Icon } from '../components/icon'
import { Picture } from './picture'
import { selected } from './selection'
import { titleOf } from './words'
import './tile.css'

interface Props {
  asset: Asset
  left: number
  top: number
  width: number
  height: number
  /** It has the gallery's one tab stop. */
  isStop: boolean
}

/** One asset on the gallery: its picture, or a card that says what it is and how it is doing. */
export function Tile({ asset, left, top, width, height, isStop }: Props) {
  const style = {
    transform: `translate(${left}px, ${top}px)`,
    width: `${width}px`,
    height: `${height}px`,
  }
  const isSelected = selected.value.has(asset.id)
  const address = at(`/assets/${asset.id}`, Object.fromEntries(query.value))
  return (
    <li class={`tile ${isSelected ? 'is-selected' : ''}`} style={style}>
      <a
        href={address}
        data-asset={asset.id}
        aria-label={titleOf(asset)}
        aria-keyshortcuts="Space"
        tabIndex={isStop ? 0 : -1}
        draggable={false}
      >
        {asset.urls.thumbnail ? <Thumbnail asset={asset} width={width} /> : <Card asset={asset} />}
      </a>
      <button
        class="tile-mark"
        tabIndex={-1}
        title="Select"
        aria-label={`Select ${asset.filename}`}
        aria-pressed={isSelected}
      >
        <Icon name="check" size={16} />
      </button>
      {asset.favorite && (
        <span class="tile-star">
          <Icon name="star" size={14} />
        </span>
      )}
    </li>
  )
}

function Thumbnail({ asset, width }: { asset: Asset; width: number }) {
  const seconds = asset.meta?.duration
  return (
    <>
      <Picture
        asset={asset}
        src={asset.urls.thumbnail!}
        srcset={srcsetOf(asset)}
        sizes={`${Math.round(width)}px`}
        alt=""
      />
      {asset.kind === 'video' && (
        <span class="tile-badge number">
          <Icon name="play" size={12} />
          {typeof seconds === 'number' && playtime(seconds)}
        </span>
      )}
    </>
  )
}

function Card({ asset }: { asset: Asset }) {
  const isBad = asset.status === 'failed' || asset.status === 'rejected'
  const isWorking = asset.status === 'processing'
  return (
    <span class={`tile-card ${isBad ? 'is-bad' : ''} ${isWorking ? 'is-working' : ''}`}>
      <Icon name={isBad ? 'failed' : asset.kind} size={28} />
      <span class="tile-name">{asset.filename}</span>
    </span>
  )
}

/** The variants that show the whole picture, for the browser to choose from by width. */
function srcsetOf({ variants, width, height }: Asset) {
  const ratio = (width || 1) / (height || 1)
  const isWhole = (variant: Variant) =>
    variant.contentType.startsWith('image/') &&
    Math.abs(variant.width / ratio - variant.height) <= 1 + variant.height / 50
  return variants
    .filter(isWhole)
    .map((variant) => `${variant.url} ${variant.width}w`)
    .join(', ')
}
