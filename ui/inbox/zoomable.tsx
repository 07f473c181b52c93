import { useRef } from 'preact/hooks'
import type { Asset } from '../api/types'
import { Picture } from './picture'
import { useZoom } from './zoom'

/** What every browser shows as it is. */
const SHOWN = ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif', 'image/svg+xml']

interface Props {
  asset: Asset
  src: string
  onSwipe: (step: 1 | -1) => void
  onSwipeDown: () => void
}

/**
 * A picture as large as the room allows, in its own proportions. Zoomed in, it shows the pixels of
 * the original.
 */
export function Zoomable({ asset, src, onSwipe, onSwipeDown }: Props) {
  const root = useRef<HTMLDivElement>(null)
  const frame = useRef<HTMLDivElement>(null)
  const { width, height, urls, filename, contentType } = asset
  const shownWidth = frame.current?.clientWidth ?? 800
  const maxScale = Math.max(3, (2 * (width ?? 0)) / shownWidth)
  const { scale, x, y } = useZoom(root, { maxScale, onSwipe, onSwipeDown })
  const ratio = (width || 3) / (height || 2)
  const needsOriginal = scale > 1 && urls.original && SHOWN.includes(contentType)
  return (
    <div ref={root} class={`stage-fit is-zoomable ${scale > 1 ? 'is-zoomed' : ''}`}>
      <div
        ref={frame}
        class="stage-frame"
        style={{
          'aspectRatio': String(ratio),
          '--ratio': String(ratio),
          '--most': `${width || 1_600}px`,
          'transform': `translate(${x}px, ${y}px) scale(${scale})`,
        }}
      >
        <Picture asset={asset} src={src} alt={filename} />
        {needsOriginal && <img class="stage-original" src={urls.original!} alt="" />}
      </div>
    </div>
  )
}
