import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Asset } from '../api/types'
import { at, go, query, replace } from '../lib/router'
import { Toasts } from '../components/toast'
import { ask } from '../session/session'
import { focusWhenDrawn } from './keyboard'
import { find, readMore } from './library'
import { removeSoon } from './removal'
import { Stage } from './stage'
import { ViewerPanel } from './viewer_panel'
import './viewer.css'

interface Props {
  id: string
  assets: Asset[]
}

/** One asset, over the gallery that it is from. */
export function Viewer({ id, assets }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  // Where the focus goes when the viewer closes.
  const seen = useRef(id)
  seen.current = id
  const asset = useAsset(id)
  const index = assets.findIndex((other) => other.id === id)
  const before = assets[index - 1]
  const after = index >= 0 ? assets[index + 1] : undefined

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
    if (index >= assets.length - 5) readMore()
  }, [index, assets.length])

  const close = () => go(at('/', Object.fromEntries(query.value)))
  const step = (to?: Asset) => {
    if (to) replace(at(`/assets/${to.id}`, Object.fromEntries(query.value)))
  }
  const remove = () => {
    removeSoon(asset!)
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
        if (event.key === 'Delete' && asset) remove()
      }}
    >
      {asset && (
        <>
          <Stage
            asset={asset}
            onPrevious={before && (() => step(before))}
            onNext={after && (() => step(after))}
          />
          <ViewerPanel key={asset.id} asset={asset} onClose={close} onRemove={remove} />
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
