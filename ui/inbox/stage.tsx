import type { Asset } from '../api/types'
import { Icon } from '../components/icon'
import { Zoomable } from './zoomable'

interface Props {
  asset: Asset
  onPrevious?: () => void
  onNext?: () => void
  onClose: () => void
}

/** Where the asset itself is seen or heard. */
export function Stage({ asset, onPrevious, onNext, onClose }: Props) {
  return (
    <div class="stage">
      {onPrevious && (
        <button
          class="stage-step is-back"
          aria-label="Previous"
          title="Previous (←)"
          onClick={onPrevious}
        >
          <Icon name="back" size={26} />
        </button>
      )}
      <Show
        key={asset.id}
        asset={asset}
        onSwipe={(step) => (step > 0 ? onNext?.() : onPrevious?.())}
        onSwipeDown={onClose}
      />
      {onNext && (
        <button class="stage-step is-forward" aria-label="Next" title="Next (→)" onClick={onNext}>
          <Icon name="forward" size={26} />
        </button>
      )}
    </div>
  )
}

interface ShowProps {
  asset: Asset
  onSwipe: (step: 1 | -1) => void
  onSwipeDown: () => void
}

function Show({ asset, ...swipes }: ShowProps) {
  const { original, playback, thumbnail } = asset.urls
  // The preview follows a moment after the thumbnail.
  const preview = asset.urls.preview ?? thumbnail
  if (asset.kind === 'video' && original) {
    return (
      <div class="stage-fit">
        <video src={playback ?? original} poster={preview ?? undefined} controls playsInline />
      </div>
    )
  }
  if (asset.kind !== 'audio' && preview) return <Zoomable asset={asset} src={preview} {...swipes} />
  return (
    <div class="stage-card">
      {preview ? (
        <img class="stage-cover" src={preview} alt="" />
      ) : (
        <Icon name={asset.error ? 'failed' : asset.kind} size={56} />
      )}
      <p>{asset.error ? asset.error.message : asset.filename}</p>
      {asset.kind === 'audio' && original && <audio src={original} controls />}
    </div>
  )
}
