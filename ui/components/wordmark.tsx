import './wordmark.css'

/** The name of the product, with its mark. */
export function Wordmark() {
  return (
    <span class="wordmark">
      <svg aria-hidden="true" width="26" height="26" viewBox="0 0 32 32">
        <rect width="32" height="32" rx="9" fill="var(--accent)" />
        <path
          d="M7 18h5l1.6 3h4.8L20 18h5v5a2 2 0 0 1-2 2H9a2 2 0 0 1-2-2z"
          fill="var(--on-accent)"
        />
        <path
          d="M9 15.5 11.5 8h9L23 15.5"
          fill="none"
          stroke="var(--on-accent)"
          stroke-width="2"
          stroke-linejoin="round"
          stroke-linecap="round"
        />
      </svg>
      <span>Media Inbox</span>
    </span>
  )
}
