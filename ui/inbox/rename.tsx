import { useEffect, useRef, useState } from 'preact/hooks'
import { sentenceOf } from '../api/failure'
import type { Asset } from '../api/types'
import { ask } from '../session/session'
import { put } from './library'

/** Gives the asset another name. Escape leaves it as it is. */
export function Rename({ asset, onDone }: { asset: Asset; onDone: () => void }) {
  const input = useRef<HTMLInputElement>(null)
  const [wrong, setWrong] = useState('')
  useEffect(() => {
    const { current } = input
    current!.focus()
    // What comes after the last dot stays as it is, more often than not.
    const end = asset.filename.lastIndexOf('.')
    current!.setSelectionRange(0, end > 0 ? end : asset.filename.length)
  }, [])

  async function submit(event: SubmitEvent) {
    event.preventDefault()
    const filename = input.current!.value.trim()
    if (!filename || filename === asset.filename) return onDone()
    try {
      const path = `/assets/${asset.id}`
      const { data } = await ask<{ data: Asset }>(path, { method: 'PATCH', body: { filename } })
      put(data)
      onDone()
    } catch (error) {
      setWrong(sentenceOf(error))
    }
  }

  return (
    <form class="rename" onSubmit={submit}>
      <input
        ref={input}
        class="input"
        aria-label="New name"
        aria-invalid={Boolean(wrong)}
        defaultValue={asset.filename}
        maxLength={255}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          // Or the dialog would close, too.
          event.preventDefault()
          event.stopPropagation()
          onDone()
        }}
      />
      <button class="button primary compact">Save</button>
      {wrong && (
        <p class="wrong" role="alert">
          {wrong}
        </p>
      )}
    </form>
  )
}
