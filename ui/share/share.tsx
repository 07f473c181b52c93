import { Icon } from '../components/icon'
import { Gallery } from './gallery'
import { Password } from './password'
import { canDownload, downloadAll, needsPassword, opened, shared, trouble } from './state'
import { Viewer } from './viewer'

/** The page of a share: a gallery, and one file at a time. */
export function Share() {
  if (needsPassword.value) return <Password />
  if (!shared.value) {
    return (
      <main class="share alone">
        <h1>Shared files</h1>
        <p role="status">{trouble.value || 'One moment …'}</p>
      </main>
    )
  }
  const { title, assets, remainingDownloads } = shared.value
  return (
    <main class="share">
      <header class="share-header">
        <h1>{title ?? 'Shared files'}</h1>
        {canDownload.value && (
          <button class="button primary" onClick={downloadAll}>
            <Icon name="download" /> Download all
          </button>
        )}
      </header>
      {remainingDownloads !== null && (
        <p class="quiet share-left">
          {remainingDownloads === 0
            ? 'All downloads of this link are used up.'
            : `Downloads left: ${remainingDownloads}`}
        </p>
      )}
      {trouble.value && (
        <p class="notice bad" role="alert">
          {trouble.value}
        </p>
      )}
      {assets.length === 0 ? <p class="quiet">There is nothing here yet.</p> : <Gallery />}
      {opened.value >= 0 && <Viewer />}
    </main>
  )
}
