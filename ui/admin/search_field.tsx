import { useEffect, useState } from 'preact/hooks'

const QUIET_MS = 250

interface Props {
  label: string
  onSearch: (text: string) => void
}

/** A field to search by; it tells what was typed once the typing pauses. */
export function SearchField({ label, onSearch }: Props) {
  const [text, setText] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => onSearch(text.trim()), QUIET_MS)
    return () => clearTimeout(timer)
  }, [text])
  return (
    <input
      class="input search"
      type="search"
      aria-label={label}
      placeholder={label}
      value={text}
      onInput={({ currentTarget }) => setText(currentTarget.value)}
    />
  )
}
