import { useEffect, useRef, useState } from 'preact/hooks'
import { sentenceOf } from '../api/failure'
import { clearSelection, selectedAssets } from '../inbox/selection'
import { ask } from '../session/session'
import type { ShareRow } from './types'

/** Shares what is selected, and shows the link. */
export function ShareDialog({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [url, setUrl] = useState('')
  const [failure, setFailure] = useState('')
  useEffect(() => dialog.current!.showModal(), [])

  async function share(event: SubmitEvent) {
    event.preventDefault()
    const given = new FormData(event.currentTarget as HTMLFormElement)
    const terms = Object.fromEntries([...given].filter(([, value]) => value !== ''))
    const body = { ids: selectedAssets().map(({ id }) => id), ...terms }
    try {
      const { data } = await ask<{ data: ShareRow }>('/shares', { method: 'POST', body })
      setUrl(data.url!)
    } catch (error) {
      setFailure(sentenceOf(error))
    }
  }

  function close() {
    if (url) clearSelection()
    onClose()
  }

  return (
    <dialog ref={dialog} class="dialog" aria-label="Share" onClose={close}>
      <form onSubmit={share}>
        <h2>Share</h2>
        {url ? (
          <div class="field">
            <label for="share-url">Everybody with this link sees these files</label>
            <input class="input" id="share-url" value={url} readOnly />
          </div>
        ) : (
          <>
            <div class="field">
              <label for="share-title">Title (optional)</label>
              <input class="input" id="share-title" name="title" maxLength={200} />
            </div>
            <div class="field">
              <label for="share-password">Password (optional)</label>
              <input
                class="input"
                id="share-password"
                name="password"
                maxLength={128}
                autocomplete="off"
              />
            </div>
          </>
        )}
        {failure && (
          <p class="notice bad" role="alert">
            {failure}
          </p>
        )}
        <div class="dialog-buttons">
          <button class="button plain" type="button" onClick={() => dialog.current!.close()}>
            Close
          </button>
          {!url && <button class="button primary">Share</button>}
        </div>
      </form>
    </dialog>
  )
}
