import type { Asset } from '../api/types'
import { assets, readAll, sections } from './library'
import { rowsTop, type Row, type Tile, type Gallery } from './layout'

interface Place {
  row: Row
  tile: Tile
  /** Pixels below the top of the gallery. */
  top: number
}

const MOVES: Record<string, (places: Place[], from: number) => Place | undefined> = {
  ArrowLeft: (places, from) => places[from - 1],
  ArrowRight: (places, from) => places[from + 1],
  ArrowUp: (places, from) => nearest(places, from, -1),
  ArrowDown: (places, from) => nearest(places, from, 1),
  Home: (places) => places[0],
}

/** Moves the focus from tile to tile by the arrow keys, drawn or not yet. */
export function moveFocus(event: KeyboardEvent, gallery: Gallery) {
  const id = (event.target as HTMLElement).dataset.asset
  const move = MOVES[event.key]
  if (!id || !move || event.ctrlKey || event.metaKey || event.altKey) return

  const places = placesOf(gallery)
  const to = move(
    places,
    places.findIndex(({ tile }) => tile.asset.id === id)
  )
  if (!to) return
  event.preventDefault()
  bringIntoView(to, event.currentTarget as HTMLElement)
  focusWhenDrawn(to.tile.asset)
}

/** Goes to the last asset of all, which may have to be read first. */
export async function focusEnd(event: KeyboardEvent) {
  const last = sections.value.at(-1)
  if (!last) return
  event.preventDefault()
  scrollTo(0, document.documentElement.scrollHeight)
  await readAll(last.month)
  const asset = assets.value.at(-1)
  // What was read has to be laid out first.
  requestAnimationFrame(() => {
    scrollTo(0, document.documentElement.scrollHeight)
    if (asset) focusWhenDrawn(asset)
  })
}

/** Scrolls the gallery to an asset, if it is there. */
export function reveal(id: string, gallery: Gallery, element: HTMLElement) {
  const place = placesOf(gallery).find(({ tile }) => tile.asset.id === id)
  if (place) bringIntoView(place, element)
}

/** Puts the focus on an asset's tile, as soon as it is drawn. */
export function focusWhenDrawn({ id }: Pick<Asset, 'id'>, tries = 10) {
  const link = document.querySelector<HTMLElement>(`[data-asset="${id}"]`)
  if (link) link.focus({ preventScroll: true })
  else if (tries > 0) requestAnimationFrame(() => focusWhenDrawn({ id }, tries - 1))
}

function placesOf({ blocks }: Gallery): Place[] {
  return blocks.flatMap((block) =>
    block.days.flatMap((day) =>
      day.rows.flatMap((row) =>
        row.tiles.map((tile) => ({ row, tile, top: block.top + day.top + rowsTop + row.top }))
      )
    )
  )
}

// The tile of the next row whose middle is nearest.
function nearest(places: Place[], from: number, step: 1 | -1) {
  const middle = ({ tile }: Place) => tile.left + tile.width / 2
  const distance = (place: Place) => Math.abs(middle(place) - middle(places[from]))
  let index = from
  while (places[index]?.row === places[from].row) index += step
  let best = places[index]
  for (; best && places[index]?.row === best.row; index += step) {
    if (distance(places[index]) < distance(best)) best = places[index]
  }
  return best
}

function bringIntoView({ top, row }: Place, gallery: HTMLElement) {
  const margin = 96
  const start = top + gallery.getBoundingClientRect().top
  const end = start + row.height
  if (start < margin) scrollBy(0, start - margin)
  else if (end > innerHeight - margin) scrollBy(0, end - innerHeight + margin)
}
