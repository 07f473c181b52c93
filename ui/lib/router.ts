import { computed, signal } from '@preact/signals'

/** The part of the address after `#`, which the server never sees: `/assets/<id>?kind=image`. */
const hash = signal(location.hash)

addEventListener('hashchange', () => (hash.value = location.hash))

const url = computed(() => new URL(hash.value.slice(1) || '/', 'page:/'))

export const path = computed(() => url.value.pathname)
export const query = computed(() => url.value.searchParams)

/** The address of a place in the page, for links. */
export function at(place: string, params: Record<string, string | null> = {}) {
  const given = Object.entries(params).filter((entry): entry is [string, string] => !!entry[1])
  const search = new URLSearchParams(given).toString()
  return `#${place}${search && `?${search}`}`
}

export function go(address: string) {
  location.hash = address
}

/** Goes there without a new entry in the history. */
export function replace(address: string) {
  history.replaceState(history.state, '', address)
  hash.value = location.hash
}
