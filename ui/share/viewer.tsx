import { useEffect, useRef } from 'preact/hooks'
import { Icon } from '../components/icon'
import { Stage } from './stage'
import { local, noteDownloads, opened, readMore, shared } from './state'

/** Pixels that a finger moves for the next picture. */
const SWIPE = 48

/** One file over the whole window. The address names it, so that Back closes it. */
export function Viewer() {
  const dialog = useRef<HTMLDialogElement>(null)
  const { assets, remainingDownloads } = shared.value!
  const asset = assets[opened.value]
  const original = remainingDownloads === 0 ? null : asset.urls.original

  useEffect(() => dialog.current!.showModal(), [])

  function show(step: number) {
    const next = assets[opened.value + step]
    if (next) location.replace(`#/${next.id}`)
    if (opened.value + step > assets.length - 5) void readMore()
  }

  function onKeyDown({ key }: KeyboardEvent) {
    if (key === 'ArrowRight') show(1)
    if (key === 'ArrowLeft') show(-1)
  }

  let startedAt = 0
  return (
    <dialog
      ref={dialog}
      class="share-viewer"
      aria-label={asset.filename}
      onClose={() => (location.hash = '')}
      onKeyDown={onKeyDown}
      onTouchStart={({ touches }) =>
        (startedAt = touches.length === 1 ? touches[0].clientX : Number.NaN)
      }
      onTouchEnd={({ changedTouches: [touch] }) => {
        const moved = touch.clientX - startedAt
        if (Math.abs(moved) > SWIPE) show(moved < 0 ? 1 : -1)
      }}
    >
      <header>
        <button
          class="button plain icon"
          aria-label="Close"
          onClick={() => dialog.current!.close()}
        >
          <Icon name="close" />
        </button>
        <p>{asset.filename}</p>
        {original && (
          <a class="button plain" href={local(original)} onClick={() => noteDownloads(1)} download>
            <Icon name="download" /> Download
          </a>
        )}
      </header>
      <Stage key={asset.id} asset={asset} />
      {opened.value > 0 && (
        <button class="button plain icon share-step before" onClick={() => show(-1)}>
          <Icon name="back" />
          <span class="visually-hidden">Previous</span>
        </button>
      )}
      {opened.value < assets.length - 1 && (
        <button class="button plain icon share-step after" onClick={() => show(1)}>
          <Icon name="forward" />
          <span class="visually-hidden">Next</span>
        </button>
      )}
    </dialog>
  )
}
