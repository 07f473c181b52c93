import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { Icon } from '../components/icon'
import { go } from '../lib/router'
import { addressOf, filter } from './filter'
import { readSearch, type Problem } from './search'
import { rememberSearch, suggestionsFor } from './suggestions'
import './search_box.css'

/** One box for all filters; it suggests as one types, and points at a word that means nothing. */
export function SearchBox() {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const { search } = filter.value
  const [text, setText] = useState(search)
  const [isOpen, setOpen] = useState(false)
  const [chosen, setChosen] = useState(-1)
  const [problem, setProblem] = useState<Problem | undefined>()
  useEffect(() => {
    setText(search)
    setProblem(readSearch(search).problems[0])
  }, [search])
  const suggestions = isOpen ? suggestionsFor(text) : []

  function submit(next: string) {
    const wrong = readSearch(next.trim()).problems[0]
    setProblem(wrong)
    setOpen(false)
    if (wrong) return input.current!.setSelectionRange(wrong.start, wrong.start + wrong.word.length)
    rememberSearch(next.trim())
    go(addressOf({ search: next.trim() }))
  }

  function take(suggestion: string) {
    setText(suggestion)
    setChosen(-1)
    // After a key comes its value.
    if (suggestion.endsWith(':')) input.current!.focus()
    else submit(suggestion)
  }

  return (
    <form
      class="search"
      role="search"
      onSubmit={(event) => {
        event.preventDefault()
        if (suggestions[chosen]) take(suggestions[chosen].text)
        else submit(text)
      }}
      onFocusOut={({ relatedTarget, currentTarget }) => {
        if (!currentTarget.contains(relatedTarget as Node)) setOpen(false)
      }}
    >
      <Icon name="search" size={18} />
      <input
        ref={input}
        id="search"
        class="search-input"
        type="text"
        enterkeyhint="search"
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        placeholder="Search"
        aria-label="Search"
        role="combobox"
        aria-expanded={suggestions.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={chosen >= 0 ? `${id}-${chosen}` : undefined}
        aria-invalid={Boolean(problem)}
        aria-describedby={problem && `${id}-problem`}
        value={text}
        onFocus={() => setOpen(true)}
        onClick={() => setOpen(true)}
        onInput={({ currentTarget }) => {
          setText(currentTarget.value)
          setOpen(true)
          setChosen(-1)
        }}
        onKeyDown={(event) => {
          const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
          if (event.key === 'Escape') setOpen(false)
          if (!step || suggestions.length === 0) return
          event.preventDefault()
          const length = suggestions.length + 1
          setChosen(((chosen + 1 + step + length) % length) - 1)
        }}
      />
      {text && (
        <button
          class="button plain compact icon"
          type="button"
          aria-label="Clear the search"
          onClick={() => {
            setText('')
            submit('')
          }}
        >
          <Icon name="close" size={16} />
        </button>
      )}
      <ul id={`${id}-list`} class="search-list" role="listbox" hidden={suggestions.length === 0}>
        {suggestions.map((suggestion, index) => (
          <li
            key={suggestion.text}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === chosen}
            // Before the input loses its focus.
            onPointerDown={(event) => {
              event.preventDefault()
              take(suggestion.text)
            }}
          >
            <span>{suggestion.text}</span>
            <span class="quiet small">{suggestion.hint}</span>
          </li>
        ))}
      </ul>
      {problem && (
        <p id={`${id}-problem`} class="search-problem" role="alert">
          <mark>{problem.word}</mark> {problem.message}
        </p>
      )}
    </form>
  )
}
