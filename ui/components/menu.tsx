import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import './menu.css'

interface Props {
  label: string
  button: ComponentChildren
  children: ComponentChildren
}

/** A button that shows more links and buttons; it closes after use, at Escape, or by a click aside. */
export function Menu({ label, button, children }: Props) {
  const [isOpen, setOpen] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const opener = useRef<HTMLButtonElement>(null)

  useEffect(() => {
    if (!isOpen) return
    const aside = ({ target }: Event) => {
      if (!root.current!.contains(target as Node)) setOpen(false)
    }
    document.addEventListener('pointerdown', aside)
    document.addEventListener('focusin', aside)
    return () => {
      document.removeEventListener('pointerdown', aside)
      document.removeEventListener('focusin', aside)
    }
  }, [isOpen])

  return (
    <div
      ref={root}
      class="menu"
      onKeyDown={({ key }) => {
        if (key !== 'Escape' || !isOpen) return
        setOpen(false)
        opener.current!.focus()
      }}
    >
      <button
        ref={opener}
        class="button plain icon"
        aria-label={label}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {button}
      </button>
      {isOpen && (
        <div class="menu-list" onClick={() => setOpen(false)}>
          {children}
        </div>
      )}
    </div>
  )
}
