import { signal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import './dialog.css'

const asked = signal<{ text: string; verb: string; answer: (isYes: boolean) => void } | null>(null)

/** Asks the person before something that nobody can undo. */
export function confirm(text: string, verb: string) {
  return new Promise<boolean>((resolve) => {
    asked.value = { text, verb, answer: resolve }
  })
}

/** Where the question appears. */
export function Confirmation() {
  return asked.value ? <Question key={asked.value.text} {...asked.value} /> : null
}

function Question({ text, verb, answer }: NonNullable<typeof asked.value>) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current!.showModal(), [])
  const close = (isYes: boolean) => {
    answer(isYes)
    asked.value = null
  }
  return (
    <dialog ref={dialog} class="dialog" aria-label={text} onClose={() => close(false)}>
      <p>{text}</p>
      <div class="dialog-buttons">
        <button class="button plain" onClick={() => close(false)}>
          Cancel
        </button>
        <button class="button danger" onClick={() => close(true)}>
          {verb}
        </button>
      </div>
    </dialog>
  )
}
