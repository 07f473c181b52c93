import { useState } from 'preact/hooks'
import type { Asset } from '../api/types'
import { sentenceOf } from '../api/failure'
import { bytes, count } from '../lib/format'
import { sent, takeBack } from './sent'

/** What this visit sent, with thumbnails as they come. */
export function SentList() {
  const good = sent.value.filter(({ status }) => status !== 'rejected')
  return (
    <section aria-label="Sent">
      <h2 aria-live="polite">
        {good.length > 0 ? `${count(good.length, 'file')} sent` : 'Not accepted'}
      </h2>
      <ul class="rows">
        {sent.value.map((asset) => (
          <Row key={asset.id} asset={asset} />
        ))}
      </ul>
    </section>
  )
}

function Row({ asset }: { asset: Asset }) {
  const { filename, size, status, urls, error } = asset
  const [failure, setFailure] = useState('')
  const isRejected = status === 'rejected'

  async function remove() {
    if (!isRejected && !confirm(`Take ${filename} back? It will be deleted.`)) return
    await takeBack(asset).catch((reason) => setFailure(sentenceOf(reason)))
  }

  return (
    <li class="row">
      <div class="thumbnail">{urls.thumbnail && <img src={urls.thumbnail} alt="" />}</div>
      <div class="what">
        <p class="name">{filename}</p>
        {isRejected || failure ? (
          <p class="wrong">{failure || error?.message}</p>
        ) : (
          <p class="small quiet number">
            {bytes(size)}
            {status === 'processing' && ' · arriving'}
          </p>
        )}
      </div>
      <button class="button plain compact" aria-label={`Take back ${filename}`} onClick={remove}>
        {isRejected ? 'Dismiss' : 'Take back'}
      </button>
    </li>
  )
}
