import { useEffect } from 'preact/hooks'
import type { Asset } from '../api/types'

/** Milliseconds for which each is shown. */
const SHOWN_MS = 5_000

/** Loads what is likely to be seen next, so that it is there at once. */
export function usePreloaded(assets: (Asset | undefined)[]) {
  const urls = assets.flatMap((asset) => asset?.urls.preview ?? [])
  useEffect(() => {
    for (const url of urls) new Image().src = url
  }, [urls.join(' ')])
}

interface Slideshow {
  isPlaying: boolean
  after?: Asset
  onNext: (asset: Asset) => void
  onEnd: () => void
}

/** Goes on by itself for as long as it plays, full screen where the browser allows it. */
export function useSlideshow({ isPlaying, after, onNext, onEnd }: Slideshow) {
  useEffect(() => {
    if (!isPlaying) return
    const timer = setTimeout(() => (after ? onNext(after) : onEnd()), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [isPlaying, after?.id])
  useEffect(() => {
    if (!isPlaying) return
    document.documentElement.requestFullscreen?.().catch(() => undefined)
    return () => {
      if (document.fullscreenElement) document.exitFullscreen()
    }
  }, [isPlaying])
}
