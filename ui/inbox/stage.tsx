import type { Asset } from '../api/types'
import { Icon } from '../components/icon'
import { Picture } from './picture'

interface Props {
  asset: Asset
  onPrevious?: () => void
  onNext?: () => void
}

/** Where the asset itself is seen or heard. */
export function Stage({ asset, onPrevious, onNext }: Props) {
  return (
    <div class="stage">
      {onPrevious && (
        <button class="stage-step is-back" aria-label="Previous" onClick={onPrevious}>
          <Icon name="back" size={26} />
        </button>
      )}
      <Show key={asset.id} asset={asset} />
      {onNext && (
        <button class="stage-step is-forward" aria-label="Next" onClick={onNext}>
          <Icon name="forward" size={26} />
        </button>
      )}
    </div>
  )
}

function Show({ asset }: { asset: Asset }) {
  const { original, thumbnail } = asset.urls
  // The preview follows a moment after the thumbnail.
  const preview = asset.urls.preview ?? thumbnail
  if (asset.kind === 'video' && original) {
    return (
      <video
        class="stage-video"
        src={asset.urls.playback ?? original}
        poster={preview ?? undefined}
        controls
        playsInline
      />
    )
  }
  if (preview) return <Framed asset={asset} src={preview} />
  return (
    <div class="stage-card">
      <Icon name={asset.error ? 'failed' : asset.kind} size={56} />
      <p>{asset.error ? asset.error.message : asset.filename}</p>
      {asset.kind === 'audio' && original && <audio src={original} controls />}
    </div>
  )
}

// As large as the room and the picture allow, in its own proportions.
function Framed({ asset, src }: { asset: Asset; src: string }) {
  const { width, height, urls, filename, kind } = asset
  const ratio = (width || 3) / (height || 2)
  return (
    <div class="stage-fit">
      <div
        class="stage-frame"
        style={{
          'aspectRatio': String(ratio),
          '--ratio': String(ratio),
          '--most': `${width || 1_600}px`,
        }}
      >
        <Picture asset={asset} src={src} alt={filename} />
      </div>
      {kind === 'audio' && urls.original && <audio src={urls.original} controls />}
    </div>
  )
}
