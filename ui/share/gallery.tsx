import { useEffect, useRef } from 'preact/hooks'
import { Icon, type IconName } from '../components/icon'
import { Placeholder } from '../inbox/placeholder'
import { local, readMore, shared, type SharedAsset } from './state'

/** Rows of pictures in their own proportions, which the browser lays out. */
export function Gallery() {
  const end = useRef<HTMLDivElement>(null)
  const { assets } = shared.value!

  useEffect(() => {
    const options = { rootMargin: '1500px' }
    const observer = new IntersectionObserver(([entry]) => {
      if (entry.isIntersecting) void readMore()
    }, options)
    observer.observe(end.current!)
    return () => observer.disconnect()
    // Seen again after each page, as it may not have filled the window.
  }, [assets.length])

  return (
    <>
      <ul class="share-gallery">
        {assets.map((asset) => (
          <Tile key={asset.id} asset={asset} />
        ))}
      </ul>
      <div ref={end} />
    </>
  )
}

function Tile({ asset }: { asset: SharedAsset }) {
  const { id, filename, kind, placeholder, urls } = asset
  const picture = urls.thumbnail ?? urls.preview
  return (
    <li style={{ '--ratio': ratioOf(asset) }}>
      <a href={`#/${id}`} aria-label={`Open ${filename}`}>
        {picture && placeholder && <Placeholder hash={placeholder} />}
        {picture ? (
          <img src={local(picture)} alt="" loading="lazy" />
        ) : (
          <span class="share-card">
            <Icon name={kind as IconName} size={32} />
            <span>{filename}</span>
          </span>
        )}
        {picture && kind === 'video' && (
          <span class="share-badge">
            <Icon name="play" />
          </span>
        )}
      </a>
    </li>
  )
}

/** Strips and towers are cropped. */
function ratioOf({ width, height }: SharedAsset) {
  return width && height ? Math.max(0.6, Math.min(2.4, width / height)) : 1
}
