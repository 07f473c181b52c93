import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Asset } from '../api/types'
import { at, go, query, replace } from '../lib/router'
import { Toasts } from '../components/toast'
import { ask } from '../session/session'
import { focusWhenDrawn } from './keyboard'
import { find, isLoading, neighbours, readMore, sections } from './library'
import { remove } from './removal'
import { Stage } from './stage'
import { ViewerPanel } from './viewer_panel'
import './viewer.css'

/** One asset, over the gallery that it is from. */
export function Viewer({ id }: { id: string }) {
  const dialog = useRef<HTMLDialogElement>(null)
  // Where the focus goes when the viewer closes.
  const seen = useRef(id)
  seen.current = id
  const asset = useAsset(id)
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
  const removeShown = () => {
    remove(asset!)
    const next = after ?? before
    if (next) step(next)
    else close()
  }

  return (
    <dialog
      ref={dialog}
      class="viewer"
      aria-label={asset?.filename ?? 'Asset'}
      onCancel={(event) => {
        event.preventDefault()
        close()
      }}
      onKeyDown={(event) => {
        if (event.target instanceof HTMLInputElement) return
        if (event.key === 'ArrowLeft') step(before)
        if (event.key === 'ArrowRight') step(after)
        if (event.key === 'Delete' && asset) removeShown()
      }}
    >
      {asset && (
        <>
          <Stage
            asset={asset}
            onPrevious={before && (() => step(before))}
            onNext={after && (() => step(after))}
          />
          <ViewerPanel key={asset.id} asset={asset} onClose={close} onRemove={removeShown} />
        </>
      )}
      <Toasts />
    </dialog>
  )
}

/** The asset as the gallery has it, or as the API does where the gallery is not so far yet. */
function useAsset(id: string): Asset | undefined {
  const [read, setRead] = useState<Asset>()
  const known = find(id)
  useEffect(() => {
    if (known) return
    ask<{ data: Asset }>(`/assets/${id}`)
      .then(({ data }) => setRead(data))
      .catch(() => replace(at('/')))
  }, [id, known])
  return known ?? (read?.id === id ? read : undefined)
}
