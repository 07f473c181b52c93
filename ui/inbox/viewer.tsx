import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Asset } from '../api/types'
import { at, go, query, replace } from '../lib/router'
import { Toasts } from '../components/toast'
import { ask } from '../session/session'
import { focusWhenDrawn } from './keyboard'
import { find, isLoading, neighbours, readMore, sections } from './library'
import { remove } from './removal'
import { usePreloaded, useSlideshow } from './slideshow'
import { Stage } from './stage'
import { updateAsset } from './update_asset'
import { ViewerPanel } from './viewer_panel'
import './viewer.css'

/** One asset, over the gallery that it is from. */
export function Viewer({ id }: { id: string }) {
  const dialog = useRef<HTMLDialogElement>(null)
  // Where the focus goes when the viewer closes.
  const seen = useRef(id)
  seen.current = id
  const { asset, isMissing } = useAsset(id)
  const [isPlaying, setPlaying] = useState(false)
  const { before, after, missing } = neighbours(id)

  // Before anybody sees it: until it is a modal one, keys go to the gallery.
  useLayoutEffect(() => {
    const opened = dialog.current!
    opened.showModal()
    return () => {
      // As long as it is open, nothing behind it takes the focus.
      opened.close()
      focusWhenDrawn({ id: seen.current })
    }
  }, [])
  useEffect(() => {
    if (!isLoading.value && missing[0] !== undefined) readMore(missing[0])
  }, [missing[0], isLoading.value, sections.value])

  const close = () => go(at('/', Object.fromEntries(query.value)))
  const step = (to?: Asset) => {
    if (to) replace(at(`/assets/${to.id}`, Object.fromEntries(query.value)))
  }
  usePreloaded([after, before])
  useSlideshow({ isPlaying, after, onNext: step, onEnd: () => setPlaying(false) })
  const removeShown = () => {
    remove(asset!)
    const next = after ?? before
    if (next) step(next)
    else close()
  }

  return (
    <dialog
      ref={dialog}
      class={`viewer ${isPlaying ? 'is-playing' : ''}`}
      aria-label={asset?.filename ?? 'Asset'}
      onCancel={(event) => {
        event.preventDefault()
        if (isPlaying) setPlaying(false)
        else close()
      }}
      onKeyDown={(event) => {
        if (event.target instanceof HTMLInputElement) return
        if (event.key === 'ArrowLeft') step(before)
        if (event.key === 'ArrowRight') step(after)
        if (event.key === 'Delete' && asset) removeShown()
        if (event.key === 's') setPlaying(!isPlaying)
        if (event.key === 'f' && asset) updateAsset(asset, { favorite: !asset.favorite })
      }}
    >
      {asset && (
        <>
          <Stage
            asset={asset}
            onPrevious={before && (() => step(before))}
            onNext={after && (() => step(after))}
            onClose={close}
          />
          {isPlaying && (
            <button class="button viewer-end" onClick={() => setPlaying(false)}>
              End the slideshow
            </button>
          )}
          <ViewerPanel
            key={asset.id}
            asset={asset}
            onClose={close}
            onRemove={removeShown}
            onPlay={() => setPlaying(true)}
          />
        </>
      )}
      {isMissing && (
        <div class="viewer-missing">
          <h1>This file is not here</h1>
          <p class="quiet">It may have been deleted, or it belongs to somebody else.</p>
          <button class="button" onClick={close}>
            To the inbox
          </button>
        </div>
      )}
      <Toasts />
    </dialog>
  )
}

/** The asset as the gallery has it, or as the API does where the gallery is not so far yet. */
function useAsset(id: string): { asset?: Asset; isMissing: boolean } {
  const [read, setRead] = useState<Asset>()
  const [missing, setMissing] = useState('')
  const known = find(id)
  useEffect(() => {
    if (known) return
    ask<{ data: Asset }>(`/assets/${id}`)
      .then(({ data }) => setRead(data))
      .catch(() => setMissing(id))
  }, [id, known])
  const asset = known ?? (read?.id === id ? read : undefined)
  return { asset, isMissing: !asset && missing === id }
}
