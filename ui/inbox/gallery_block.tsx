import { day as nameOfDay, month as nameOfMonth } from '../lib/format'
import { overlaps, type Range } from '../lib/viewport'
import { Icon } from '../components/icon'
import { selected, toggleAll } from './selection'
import { rowsTop, type Block, type Day } from './layout'
import { Tile } from './tile'

interface Props {
  block: Block
  /** Which part of the gallery is in the document. */
  drawn: Range
  /** The asset that has the gallery's one tab stop. */
  stop: string | null
}

/** A month of the gallery: what of it was read, and room for the rest. */
export function GalleryBlock({ block, drawn, stop }: Props) {
  const { section, top, days, gap } = block
  const inside = within(drawn, top)
  return (
    <section class="month" style={{ transform: `translateY(${top}px)` }}>
      {section.month && (
        <h2 class="month-head">
          {nameOfMonth(section.month)}
          <span class="month-count number">{section.count.toLocaleString('en')}</span>
        </h2>
      )}
      {days
        .filter((day) => overlaps(day, inside))
        .map((day) => (
          <DaySection key={day.start} day={day} drawn={inside} stop={stop} />
        ))}
      {gap && (
        <div
          class="gap"
          style={{ transform: `translateY(${gap.top}px)`, height: `${gap.height}px` }}
        />
      )}
    </section>
  )
}

/** The assets of a block that are in the document. */
export function drawnIds({ top, days }: Block, drawn: Range) {
  const inside = within(drawn, top)
  return days
    .flatMap((day) => drawnRows(day, inside))
    .flatMap(({ tiles }) => tiles.map(({ asset }) => asset.id))
}

function DaySection({ day, drawn, stop }: { day: Day; drawn: Range; stop: string | null }) {
  const name = nameOfDay(new Date(day.start))
  return (
    <section
      class="day"
      style={{ transform: `translateY(${day.top}px)`, height: `${day.height}px` }}
    >
      <h3 class="day-head">
        {name}
        <button
          class="day-mark"
          title="Select the whole day"
          aria-label={`Select ${name}`}
          aria-pressed={day.assets.every(({ id }) => selected.value.has(id))}
          onClick={() => toggleAll(day.assets.map(({ id }) => id))}
        >
          <Icon name="check" size={16} />
        </button>
      </h3>
      <ul>
        {drawnRows(day, drawn).flatMap(({ top, height, tiles }) =>
          tiles.map(({ asset, left, width }) => (
            <Tile
              key={asset.id}
              asset={asset}
              left={left}
              top={rowsTop + top}
              width={width}
              height={height}
              isStop={asset.id === stop}
            />
          ))
        )}
      </ul>
    </section>
  )
}

function drawnRows({ top, rows }: Day, drawn: Range) {
  return rows.filter((row) => overlaps({ ...row, top: top + rowsTop + row.top }, drawn))
}

function within({ top, bottom }: Range, start: number): Range {
  return { top: top - start, bottom: bottom - start }
}
