import { at, path } from '../lib/router'
import { user } from '../session/session'
import './tabs.css'

/** The administrators' pages. */
export const adminPages = [
  { place: '/jobs', name: 'Jobs' },
  { place: '/users', name: 'People' },
  { place: '/audit', name: 'Audit log' },
]

/** The way from one of them to the others, for administrators. */
export function AdminTabs() {
  const isOneOfThem = adminPages.some(({ place }) => place === path.value)
  if (!isOneOfThem || user.value?.role !== 'ADMIN') return null
  return (
    <nav class="tabs" aria-label="Administration">
      {adminPages.map(({ place, name }) => (
        <a key={place} href={at(place)} aria-current={place === path.value ? 'page' : undefined}>
          {name}
        </a>
      ))}
    </nav>
  )
}
