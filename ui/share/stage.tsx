import { useState } from 'preact/hooks'
import { Icon, type IconName } from '../components/icon'
import { local, noteDownloads, type SharedAsset } from './state'

/** The file itself: a picture, a player, or its name. */
export function Stage({ asset }: { asset: SharedAsset }) {
  const { filename, kind, urls } = asset
  const picture = urls.preview ?? urls.thumbnail
  if (kind === 'video' || kind === 'audio') return <Player asset={asset} poster={picture} />
  if (picture) return <img class="share-stage" src={local(picture)} alt={filename} />
  return <NoPicture asset={asset} />
}

/** What it plays is fetched when it is played: an original counts as a download. */
function Player({ asset, poster }: { asset: SharedAsset; poster: string | null }) {
  const [isPlaying, setPlaying] = useState(false)
  const { kind, urls } = asset
  const source = urls.playback ?? urls.original
  if (!source) return <NoPicture asset={asset} />

  if (!isPlaying) {
    const play = () => {
      setPlaying(true)
      if (!urls.playback) noteDownloads(1)
    }
    return (
      <div class="share-stage share-player">
        {poster && <img src={local(poster)} alt="" />}
        <button class="button primary" onClick={play}>
          <Icon name="play" /> Play
        </button>
      </div>
    )
  }
  return kind === 'video' ? (
    <video class="share-stage" src={local(source)} controls autoplay playsInline />
  ) : (
    <audio class="share-stage share-audio" src={local(source)} controls autoplay />
  )
}

function NoPicture({ asset: { filename, kind } }: { asset: SharedAsset }) {
  return (
    <p class="share-stage share-card">
      <Icon name={kind as IconName} size={48} />
      <span>{filename}</span>
    </p>
  )
}
