import { at, path } from '../lib/router'
import './tabs.css'

/** The administrators' pages. */
export const adminPages = [
  { place: '/jobs', name: 'Jobs' },
  { place: '/users', name: 'People' },
  { place: '/audit', name: 'Audit log' },
]

/** The way from one of them to the others. */
export function AdminTabs() {
  if (!adminPages.some(({ place }) => place === path.value)) return null
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
