import { useEffect, useRef, useState } from 'preact/hooks'
import { sentenceOf } from '../api/failure'
import { link } from './link'
import { add } from './queue'
import { beginVisit } from './visit'

/** Chooses files, takes a photo, or takes what is dropped anywhere on the page. */
export function Picker() {
  const [isOver, setOver] = useState(false)
  const [failure, setFailure] = useState('')
  const types = link.value!.limits.allowedTypes
  const hasImages = !types || types.some((type) => type.startsWith('image/'))

  async function take(files: FileList | null | undefined) {
    const chosen = [...(files ?? [])]
    if (chosen.length === 0) return
    setFailure('')
    try {
      await beginVisit()
      await add(chosen)
    } catch (error) {
      setFailure(sentenceOf(error))
    }
  }

  useEffect(() => {
    const end = new AbortController()
    const over = (event: DragEvent) => {
      event.preventDefault()
      setOver(true)
    }
    const drop = (event: DragEvent) => {
      event.preventDefault()
      setOver(false)
      void take(event.dataTransfer?.files)
    }
    document.addEventListener('dragover', over, end)
    document.addEventListener('dragleave', (event) => event.relatedTarget || setOver(false), end)
    document.addEventListener('drop', drop, end)
    return () => end.abort()
  }, [])

  return (
    <section class={isOver ? 'picker over' : 'picker'} aria-label="Add files">
      <ChooseButton label="Choose files" accept={types?.join(',')} onFiles={take} isPrimary />
      {hasImages && <ChooseButton label="Take a photo" accept="image/*" onFiles={take} isCamera />}
      <p class="small quiet drop-hint">or drop them here</p>
      {failure && (
        <p class="wrong" role="alert">
          {failure}
        </p>
      )}
    </section>
  )
}

interface ChooseProps {
  label: string
  accept?: string
  isPrimary?: boolean
  isCamera?: boolean
  onFiles: (files: FileList | null) => void
}

function ChooseButton({ label, accept, isPrimary, isCamera, onFiles }: ChooseProps) {
  const input = useRef<HTMLInputElement>(null)
  const look = isPrimary ? 'button primary' : 'button camera'
  return (
    <>
      <button class={look} onClick={() => input.current!.click()}>
        {label}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        multiple={!isCamera}
        accept={accept}
        capture={isCamera ? 'environment' : undefined}
        onChange={({ currentTarget }) => {
          onFiles(currentTarget.files)
          // The same file may be chosen again.
          currentTarget.value = ''
        }}
      />
    </>
  )
}
