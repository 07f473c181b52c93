import { at } from '../lib/router'
import { AddButton } from '../uploads/add_button'
import { addressOf, filter, isFiltered } from './filter'
import './empty.css'

/** An inbox with nothing in it, or nothing of what is asked for. */
export function Empty() {
  if (isFiltered.value) {
    return (
      <div class="empty">
        <h1>Nothing here</h1>
        <p class="quiet">No files match this search.</p>
        <a class="button" href={addressOf({ kind: null, search: '' })}>
          Show everything
        </a>
      </div>
    )
  }
  if (filter.value.trashed) {
    return (
      <div class="empty">
        <h1>The trash is empty</h1>
        <p class="quiet">What you delete comes here first, so that you can restore it.</p>
        <a class="button" href={at('/')}>
          Back to the inbox
        </a>
      </div>
    )
  }
  return (
    <div class="empty">
      <Frames />
      <h1>Drop your photos anywhere</h1>
      <p class="quiet">
        Photos, videos, recordings and PDFs, as many and as large as they are. Close the page
        whenever you like: uploads resume when you come back.
      </p>
      <AddButton label="Choose files" />
    </div>
  )
}

function Frames() {
  return (
    <svg class="empty-art" viewBox="0 0 240 160" aria-hidden="true">
      <g transform="rotate(-9 84 84)">
        <rect x="44" y="38" width="80" height="92" rx="10" class="frame" />
        <rect x="52" y="46" width="64" height="76" rx="5" fill="light-dark(#f3d5b5, #6a4c33)" />
        <circle cx="98" cy="66" r="9" fill="light-dark(#fff3df, #a87c55)" />
      </g>
      <g transform="rotate(8 160 84)">
        <rect x="118" y="34" width="84" height="92" rx="10" class="frame" />
        <rect x="126" y="42" width="68" height="76" rx="5" fill="light-dark(#bcdfe6, #24505c)" />
        <path
          d="M126 104l20-26 16 18 12-12 20 22v7a5 5 0 0 1-5 5h-58a5 5 0 0 1-5-5z"
          fill="light-dark(#7db9a9, #2d6e63)"
        />
      </g>
    </svg>
  )
}
