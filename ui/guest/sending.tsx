import { bytes, count } from '../lib/format'
import { drop, isSending, type Item, items } from './queue'

/** The files on their way, and those that were refused. */
export function Sending() {
  const waiting = items.value
  const left = waiting.filter(({ failure }) => !failure.value).length
  return (
    <section aria-label="Sending" hidden={waiting.length === 0}>
      <p class="small quiet" role="status">
        {isSending.value && `Sending ${count(left, 'file')}. Keep this page open.`}
      </p>
      <ul class="rows">
        {waiting.map((item) => (
          <Row key={item.id} item={item} />
        ))}
      </ul>
    </section>
  )
}

function Row({ item }: { item: Item }) {
  const { file, sent, failure, isOffline } = item
  const state = isOffline.value ? 'No connection. Sending will resume.' : bytes(file.size)
  return (
    <li class="row">
      <div class="what">
        <p class="name">{file.name}</p>
        {failure.value ? (
          <p class="wrong">{failure.value}</p>
        ) : (
          <>
            <progress aria-label={file.name} max={file.size || 1} value={sent.value} />
            <p class="small quiet number">{state}</p>
          </>
        )}
      </div>
      <button
        class="button plain compact"
        aria-label={`${failure.value ? 'Dismiss' : 'Cancel'} ${file.name}`}
        onClick={() => drop(item)}
      >
        {failure.value ? 'Dismiss' : 'Cancel'}
      </button>
    </li>
  )
}
