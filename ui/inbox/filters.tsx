import { Icon } from '../components/icon'
import { Menu } from '../components/menu'
import { addressOf, filter, sortBy } from './filter'
import type { Sort } from './order'
import '../components/tabs.css'

const KINDS = [
  { kind: null, name: 'All' },
  { kind: 'image', name: 'Photos' },
  { kind: 'video', name: 'Videos' },
  { kind: 'audio', name: 'Audio' },
  { kind: 'document', name: 'Documents' },
]

const SORTS: { sort: Sort; name: string }[] = [
  { sort: 'taken', name: 'By date taken' },
  { sort: 'added', name: 'By date added' },
]

/** Which kinds are shown, and in which order; the address keeps the kind. */
export function Filters() {
  const { kind, sort } = filter.value
  return (
    <div class="filters">
      <nav class="tabs" aria-label="Kinds">
        {KINDS.map((one) => (
          <a
            key={one.name}
            href={addressOf({ kind: one.kind })}
            aria-current={one.kind === kind ? 'true' : undefined}
          >
            {one.name}
          </a>
        ))}
      </nav>
      <Menu label="Sort" button={<Icon name="sort" size={18} />}>
        {SORTS.map((one) => (
          <button
            key={one.sort}
            class={one.sort === sort ? 'is-chosen' : ''}
            aria-pressed={one.sort === sort}
            onClick={() => sortBy(one.sort)}
          >
            {one.name}
          </button>
        ))}
      </Menu>
    </div>
  )
}
