import { useState } from 'preact/hooks'
import type { Asset } from '../api/types'
import { renewUrls } from './renewal'
import { isTransparent, Placeholder } from './placeholder'
import './picture.css'

interface Props {
  asset: Asset
  src: string
  alt: string
  /** Other sizes of it, and how wide it is shown. */
  srcset?: string
  sizes?: string
}

// What was shown once is in the browser's cache: it need not bloom again when scrolled back to.
const seen = new Set<string>()

/** A picture that blooms out of its placeholder. */
export function Picture({ asset, src, alt, srcset, sizes }: Props) {
  const key = src.split('?')[0]
  const [isShown, setShown] = useState(seen.has(key))
  const [attempt, setAttempt] = useState(0)
  const tryAgain = async () => {
    if (await renewUrls(asset)) setAttempt(attempt + 1)
  }
  return (
    <span
      class={`picture ${asset.placeholder && isTransparent(asset.placeholder) ? 'is-clear' : ''}`}
    >
      {asset.placeholder && <Placeholder hash={asset.placeholder} />}
      <img
        key={attempt}
        src={src}
        srcset={srcset}
        sizes={sizes}
        alt={alt}
        decoding="async"
        class={isShown ? 'is-shown' : ''}
        onLoad={async ({ currentTarget }) => {
          // It blooms once there is something to see. What cannot be decoded is the browser's to show.
          await currentTarget.decode().catch(() => undefined)
          seen.add(key)
          setShown(true)
        }}
        onError={tryAgain}
      />
    </span>
  )
}
