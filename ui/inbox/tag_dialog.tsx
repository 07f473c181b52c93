import { useEffect, useRef, useState } from 'preact/hooks'
import { changeSelected } from './bulk'
import { assets } from './library'
import { selectedAssets } from './selection'

/** Gives tags to what is selected, or takes them from it. */
export function TagDialog({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [text, setText] = useState('')
  useEffect(() => dialog.current!.showModal(), [])
  const known = [...new Set(assets.value.flatMap(({ tags }) => tags))].sort()
  const tags = [...new Set(text.split(',').flatMap((tag) => tag.trim() || []))]

  const change = (action: 'tag' | 'untag') => {
    const says = action === 'tag' ? `tagged ${tags.join(', ')}` : `no longer ${tags.join(', ')}`
    changeSelected(action, selectedAssets(), { says, more: { tags } })
    onClose()
  }
  return (
    <dialog ref={dialog} class="dialog" aria-label="Tag" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (tags.length > 0) change('tag')
        }}
      >
        <h2>Tags</h2>
        <input
          class="input"
          aria-label="Tags, with commas between them"
          placeholder="holiday, family"
          list="known-tags"
          maxLength={200}
          value={text}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
        <datalist id="known-tags">
          {known.map((tag) => (
            <option key={tag} value={tag} />
          ))}
        </datalist>
        <div class="dialog-buttons">
          <button class="button plain" type="button" onClick={onClose}>
            Cancel
          </button>
          <button
            class="button"
            type="button"
            disabled={tags.length === 0}
            onClick={() => change('untag')}
          >
            Remove
          </button>
          <button class="button primary" disabled={tags.length === 0}>
            Add
          </button>
        </div>
      </form>
    </dialog>
  )
}
