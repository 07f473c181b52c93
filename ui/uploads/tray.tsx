import { useEffect, useState } from 'preact/hooks'
import { stayAwake } from '../lib/wake_lock'
import { bytes, duration } from '../lib/format'
import { Icon } from '../components/icon'
import { forgetOver, pause, resume, uploads } from './queue'
import { isBusy, measureSpeed, secondsLeft, speed, tally, totals } from './totals'
import { TrayRow } from './tray_row'
import './tray.css'

/** So many rows are shown at once; the rest is counted. */
const MAX_ROWS = 60

const RANK = [
  'failed',
  'rejected',
  'needs-file',
  'duplicate',
  'sending',
  'checking',
  'offline',
  'paused',
  'waiting',
  'processing',
  'done',
]

/** What is on its way, at the corner of the page. */
export function Tray() {
  const [isOpen, setOpen] = useState(true)
  const isMoving = isBusy.value
  useEffect(() => (isMoving ? measureSpeed() : undefined), [isMoving])
  useEffect(() => {
    if (!isMoving) return
    const { release } = stayAwake()
    return release
  }, [isMoving])
  if (uploads.value.length === 0) return null

  const rows = [...uploads.value].sort((one, other) => rankOf(one) - rankOf(other))
  const hidden = rows.length - MAX_ROWS
  return (
    <section class="tray" aria-label="Uploads">
      <header class="tray-head">
        <Ring />
        <div class="tray-sum">
          <h2>
            <span role="status">{headline()}</span>
          </h2>
          <p class="quiet small number">{pace()}</p>
        </div>
        <Controls />
        <button
          class="button plain compact icon"
          aria-expanded={isOpen}
          aria-label={isOpen ? 'Collapse uploads' : 'Expand uploads'}
          onClick={() => setOpen(!isOpen)}
        >
          <Icon name={isOpen ? 'down' : 'up'} size={18} />
        </button>
      </header>
      {isOpen && (
        <ul class="tray-list" tabIndex={0} aria-label="Uploads">
          {rows.slice(0, MAX_ROWS).map((upload) => (
            <TrayRow key={upload.record.id} upload={upload} />
          ))}
          {hidden > 0 && <li class="tray-more quiet small">and {hidden} more</li>}
        </ul>
      )}
    </section>
  )
}

function Controls() {
  const paused = uploads.value.filter(({ state }) => state.value === 'paused')
  if (isBusy.value) {
    return (
      <button
        class="button plain compact icon"
        aria-label="Pause all uploads"
        onClick={() => uploads.value.filter(({ isOver }) => !isOver).forEach(pause)}
      >
        <Icon name="pause" size={18} />
      </button>
    )
  }
  if (paused.length > 0) {
    return (
      <button
        class="button plain compact icon"
        aria-label="Resume all uploads"
        onClick={() => paused.forEach(resume)}
      >
        <Icon name="play" size={18} />
      </button>
    )
  }
  return (
    <button
      class="button plain compact icon"
      aria-label="Clear finished uploads"
      title="Clear the list"
      onClick={forgetOver}
    >
      <Icon name="close" size={18} />
    </button>
  )
}

function Ring() {
  const { bytes: all, sent } = totals.value
  const share = all > 0 ? sent / all : 1
  const { failed = 0, rejected = 0 } = tally.value
  const length = 2 * Math.PI * 15
  return (
    <svg
      class={`tray-ring ${failed + rejected > 0 ? 'is-bad' : ''}`}
      viewBox="0 0 36 36"
      width="36"
      height="36"
      aria-hidden="true"
    >
      <circle cx="18" cy="18" r="15" />
      <circle
        cx="18"
        cy="18"
        r="15"
        class="tray-ring-done"
        stroke-dasharray={`${share * length} ${length}`}
      />
    </svg>
  )
}

function headline() {
  const { count, done } = totals.value
  const { offline, paused, processing } = tally.value
  if (isBusy.value) return `Uploading ${Math.min(done + 1, count)} of ${count}`
  if (offline) return 'Waiting for the connection'
  if (paused) return 'Paused'
  if (processing) return `Checking ${processing} of ${count}`
  return outcome()
}

/** How it went: “16 uploaded, 5 not accepted, 3 already here”. */
function outcome() {
  const { done = 0, duplicate = 0, failed = 0, rejected = 0 } = tally.value
  const needed = tally.value['needs-file'] ?? 0
  if (done === uploads.value.length) return done === 1 ? 'Uploaded' : `All ${done} uploaded`
  const parts: [number, string][] = [
    [done, 'uploaded'],
    [failed, 'not accepted'],
    [rejected, 'not readable'],
    [duplicate, 'already here'],
    [needed, 'to be chosen again'],
  ]
  return parts.flatMap(([number, words]) => (number ? `${number} ${words}` : [])).join(', ')
}

function pace() {
  const { bytes: all, sent } = totals.value
  if (all === 0) return ''
  const parts = [`${bytes(sent)} of ${bytes(all)}`]
  if (speed.value > 0) parts.push(`${bytes(speed.value)}/s`)
  if (isBusy.value && secondsLeft.value) parts.push(`${duration(secondsLeft.value)} left`)
  return parts.join(' · ')
}

function rankOf({ state }: (typeof uploads.value)[number]) {
  return RANK.indexOf(state.value)
}
