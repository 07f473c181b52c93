import { useRef } from 'preact/hooks'
import { bytes } from '../lib/format'
import { at, go } from '../lib/router'
import { Icon, type IconName } from '../components/icon'
import { pickedFiles } from './intake'
import { add, pause, reallow, remove, resume, sendTwice } from './queue'
import type { Upload } from './upload'

/** One upload: how far it is, and what the person can do. */
export function TrayRow({ upload }: { upload: Upload }) {
  const state = upload.state.value
  const share = upload.progress.value / upload.size
  const showsBar = ['checking', 'sending', 'paused', 'offline'].includes(state)
  return (
    <li class={`tray-row is-${state}`}>
      <Face upload={upload} />
      <div class="tray-text">
        <span class="tray-name">{upload.record.name}</span>
        <span class="quiet small number">{stateOf(upload)}</span>
      </div>
      <Actions upload={upload} />
      {showsBar && (
        <progress class="tray-bar" value={share} aria-label={`Progress of ${upload.record.name}`} />
      )}
    </li>
  )
}

/** Its picture, as soon as there is one. */
function Face({ upload }: { upload: Upload }) {
  const asset = upload.asset.value ?? upload.twin.value
  const src = asset?.urls.thumbnail
  if (src) return <img class="tray-face" src={src} alt="" width="40" height="40" />
  const [kind] = upload.record.type.split('/')
  return (
    <span class="tray-face">
      <Icon name={KINDS[kind] ?? 'document'} size={18} />
    </span>
  )
}

const KINDS: Record<string, IconName> = { image: 'image', video: 'video', audio: 'audio' }

function stateOf({ state, progress, size, reason, twin }: Upload) {
  const done = `${bytes(progress.value)} of ${bytes(size)}`
  switch (state.value) {
    case 'waiting':
      return `${bytes(size)} · waiting`
    case 'checking':
      return `Checking · ${done}`
    case 'sending':
      return done
    case 'paused':
      return `Paused · ${done}`
    case 'offline':
      return `${reason.value || done} · resumes automatically`
    case 'needs-file':
      return 'Choose the file again to resume'
    case 'duplicate':
      return twin.value ? 'You have this one already' : 'Duplicate in this list'
    case 'failed':
    case 'rejected':
      return reason.value
    case 'processing':
      return `${bytes(size)} · being checked`
    case 'done':
      return `${bytes(size)} · uploaded`
  }
}

function Actions({ upload }: { upload: Upload }) {
  const { name } = upload.record
  const state = upload.state.value
  const twin = upload.twin.value
  const asset = upload.asset.value
  return (
    <div class="tray-actions">
      {state === 'needs-file' && <Choose upload={upload} />}
      {state === 'duplicate' && (
        <>
          {twin && (
            <button
              class="button plain compact"
              aria-label={`Show ${name}`}
              onClick={() => go(at(`/assets/${twin.id}`))}
            >
              Show
            </button>
          )}
          <button
            class="button plain compact"
            aria-label={`Upload anyway: ${name}`}
            onClick={() => sendTwice(upload)}
          >
            Upload anyway
          </button>
        </>
      )}
      {['waiting', 'checking', 'sending', 'offline'].includes(state) && (
        <Action icon="pause" label={`Pause ${name}`} run={() => pause(upload)} />
      )}
      {state === 'paused' && (
        <Action icon="play" label={`Resume ${name}`} run={() => resume(upload)} />
      )}
      {state === 'failed' && upload.mayHelp && (
        <Action icon="retry" label={`Retry ${name}`} run={() => resume(upload)} />
      )}
      {state === 'done' && asset && (
        <button
          class="button plain compact"
          aria-label={`Open ${name}`}
          onClick={() => go(at(`/assets/${asset.id}`))}
        >
          Open
        </button>
      )}
      {upload.isOver ? null : (
        <Action icon="close" label={`Cancel ${name}`} run={() => remove(upload)} />
      )}
      {['failed', 'rejected'].includes(state) && (
        <Action icon="close" label={`Remove ${name} from the list`} run={() => remove(upload)} />
      )}
    </div>
  )
}

function Action({ icon, label, run }: { icon: IconName; label: string; run: () => unknown }) {
  return (
    <button class="button plain compact icon" aria-label={label} title={label} onClick={run}>
      <Icon name={icon} size={18} />
    </button>
  )
}

// Where the browser has a handle of the file, a click is enough; else it is chosen again.
function Choose({ upload }: { upload: Upload }) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <button
        class="button compact"
        aria-label={`Choose ${upload.record.name} again`}
        onClick={async () => {
          if (!(await reallow(upload))) input.current!.click()
        }}
      >
        Choose
      </button>
      <input
        ref={input}
        type="file"
        hidden
        onChange={({ currentTarget }) => add(pickedFiles(currentTarget.files))}
      />
    </>
  )
}
