import { at, replace } from '../lib/router'
import { filter, sortBy } from './filter'
import type { Sort } from './order'
import '../components/tabs.css'

const KINDS = [
  { kind: null, name: 'All' },
  { kind: 'image', name: 'Photos' },
  { kind: 'video', name: 'Videos' },
  { kind: 'audio', name: 'Audio' },
  { kind: 'document', name: 'Documents' },
]

const STATES = [
  { status: '', name: 'Any state' },
  { status: 'ready', name: 'Ready' },
  { status: 'processing', name: 'Processing' },
  { status: 'pending', name: 'Waiting for the upload' },
  { status: 'failed', name: 'Failed' },
  { status: 'rejected', name: 'Rejected' },
]

/** What of the inbox is shown; the address keeps it. */
export function Filters() {
  const { kind, status, sort } = filter.value
  return (
    <>
      <nav class="tabs" aria-label="Kinds">
        {KINDS.map((one) => (
          <a
            key={one.name}
            href={at('/', { kind: one.kind, status })}
            aria-current={one.kind === kind ? 'true' : undefined}
          >
            {one.name}
          </a>
        ))}
      </nav>
      <select
        class="select"
        aria-label="Sort"
        value={sort}
        onChange={({ currentTarget }) => sortBy(currentTarget.value as Sort)}
      >
        <option value="taken">By date taken</option>
        <option value="added">By date added</option>
      </select>
      <select
        class="select"
        aria-label="State"
        value={status ?? ''}
        onChange={({ currentTarget }) => replace(at('/', { kind, status: currentTarget.value }))}
      >
        {STATES.map((one) => (
          <option key={one.status} value={one.status}>
            {one.name}
          </option>
        ))}
      </select>
    </>
  )
}
