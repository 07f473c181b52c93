import { useEffect, useState } from 'preact/hooks'
import { Icon } from '../components/icon'
import { pickedFiles, pickedFrom } from './intake'
import { add } from './queue'
import './drop_zone.css'

/** Takes in what is dropped anywhere on the page, or pasted. */
export function DropZone() {
  const [isOver, setOver] = useState(false)

  useEffect(() => {
    const end = new AbortController()
    const on = <Type extends keyof DocumentEventMap>(
      type: Type,
      listener: (event: DocumentEventMap[Type]) => void
    ) => document.addEventListener(type, listener, end)

    on('dragover', (event) => {
      if (!holdsFiles(event)) return
      event.preventDefault()
      setOver(true)
    })
    on('dragleave', (event) => {
      // Leaving one element for another is no leaving.
      if (!event.relatedTarget) setOver(false)
    })
    on('drop', async (event) => {
      if (!holdsFiles(event)) return
      event.preventDefault()
      setOver(false)
      add(await pickedFrom(event.dataTransfer!))
    })
    on('paste', ({ clipboardData }) => {
      add(pickedFiles(clipboardData?.files ?? null))
    })
    return () => end.abort()
  }, [])

  if (!isOver) return null
  return (
    <div class="drop-zone" aria-hidden="true">
      <div>
        <Icon name="upload" size={40} />
        <p>Drop to add them</p>
      </div>
    </div>
  )
}

function holdsFiles({ dataTransfer }: DragEvent) {
  return dataTransfer?.types.includes('Files') ?? false
}
