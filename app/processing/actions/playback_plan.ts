import { planPlayback, type Playback } from '#app/media/playback/plan_playback'
import { probeStreams } from '#app/media/playback/probe_streams'
import { limits, tools } from '#config/media'

/** What has to be done to a video so that browsers play it; null if nothing, or nothing can be. */
export async function playbackPlan(path: string, contentType: string): Promise<Playback | null> {
  if (!tools.ffmpeg) return null
  const streams = await probeStreams(path, contentType, { limits, tools })
  return streams ? planPlayback(streams, contentType) : null
}
