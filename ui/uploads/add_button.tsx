import { useRef } from 'preact/hooks'
import { Icon } from '../components/icon'
import { pickedFiles } from './intake'
import { add } from './queue'

/** Opens the browser's own dialog to choose files. */
export function AddButton({ label = 'Add' }: { label?: string }) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <button
        class="button primary"
        aria-label={label}
        title="Choose files to add"
        onClick={() => input.current!.click()}
      >
        <Icon name="add" size={18} />
        <span class="add-label">{label}</span>
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={({ currentTarget }) => {
          add(pickedFiles(currentTarget.files))
          // The same file may be chosen again.
          currentTarget.value = ''
        }}
      />
    </>
  )
}
