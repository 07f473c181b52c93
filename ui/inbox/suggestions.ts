import { assets, sections } from './library'
import { cameraOf, STATES, TYPES } from './search'

export interface Suggestion {
  /** The whole search, with the last word completed. */
  text: string
  hint: string
}

const MAX = 7
/** Signing out removes it. */
const RECENT = 'media-inbox-searches'

const KEYS: Record<string, string> = {
  'camera:': 'made with this camera',
  'tag:': 'with this tag',
  'type:': 'photos, videos, audio or documents',
  'has:place': 'with a place',
  'is:favorite': 'your favorites',
  'after:': 'taken since then: 2024, 2024-07 or 2024-07-31',
  'before:': 'taken before then',
  'is:': 'in this state',
}

/** What the text may become: earlier searches while it is empty, then keys and values. */
export function suggestionsFor(text: string): Suggestion[] {
  if (!text.trim()) {
    const recent = recentSearches().map((search) => ({ text: search, hint: 'recent' }))
    return [...recent, ...keysFor('', '')].slice(0, MAX)
  }
  const [, before, word] = /^(.*?)([^ ]*)$/.exec(text)!
  const [, minus, key, part] = /^(-?)(?:([a-z]+):"?)?(.*)$/.exec(word)!
  const found = key
    ? valuesOf(key).map((value) => ({ text: `${minus}${key}:${quoted(value)}`, hint: '' }))
    : [...keysFor(minus, part), ...monthsFor(part)]
  return found
    .filter((one) => one.text !== word && unquoted(one.text).startsWith(unquoted(word)))
    .slice(0, MAX)
    .map((one) => ({ ...one, text: before + one.text }))
}

export function rememberSearch(text: string) {
  if (!text) return
  const others = recentSearches().filter((other) => other !== text)
  localStorage.setItem(RECENT, JSON.stringify([text, ...others].slice(0, 5)))
}

function recentSearches(): string[] {
  return JSON.parse(localStorage.getItem(RECENT) ?? '[]')
}

function keysFor(minus: string, part: string) {
  return Object.entries(KEYS)
    .filter(([key]) => key.startsWith(part.toLowerCase()))
    .map(([key, hint]) => ({ text: minus + key, hint }))
}

function monthsFor(part: string) {
  if (!/^\d{2}/.test(part)) return []
  return sections.value
    .filter(({ month }) => month.startsWith(part))
    .map(({ month, count }) => ({ text: month, hint: `${count} files` }))
}

/** The values that what was read of the inbox has. */
function valuesOf(key: string): string[] {
  if (key === 'type') return [...new Set(Object.keys(TYPES))]
  if (key === 'is') return ['favorite', ...Object.keys(STATES)]
  if (key === 'has') return ['place']
  const values = assets.value.flatMap(({ tags, meta }) => {
    if (key === 'tag') return tags
    return key === 'camera' ? [cameraOf(meta)] : []
  })
  return [...new Set(values)].filter(Boolean).sort()
}

function quoted(value: string) {
  return value.includes(' ') ? `"${value}"` : value
}

function unquoted(text: string) {
  return text.replaceAll('"', '').toLowerCase()
}
