import { test } from '@japa/runner'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makePlaybackFile } from '#app/media/playback/make_playback_file'
import { planPlayback } from '#app/media/playback/plan_playback'
import { probeStreams, type Stream } from '#app/media/playback/probe_streams'
import { findTools } from '#app/media/tools'
import { embeddedTags } from '#tests/support/media/exiftool'
import { fixture, limits } from '#tests/unit/media/harness'

const tools = await findTools(process.env.PATH ?? '')
const isInstalled = tools.ffmpeg !== undefined && tools.ffprobe !== undefined

const playback = { seconds: 60, memory: 805_306_368, size: 10_000_000 }

function planned(type: string, video: Partial<Stream>, audio?: string) {
  const size = { width: 640, height: 360, pix_fmt: 'yuv420p' }
  const streams = {
    video: { index: 0, ...size, ...video },
    audio: audio ? { index: 1, codec_name: audio } : undefined,
  }
  return planPlayback(streams, type)
}

/** What a file is once it was made playable, where the programs for it are. */
async function made(name: string, type: string, signal = new AbortController().signal) {
  const folder = await mkdtemp(join(tmpdir(), 'playback-'))
  const target = join(folder, 'playback.mp4')
  const path = fixture(`playback/${name}`)
  const streams = await probeStreams(path, type, { limits, tools })
  const plan = planPlayback(streams!, type)!
  const progress: number[] = []
  const order = { path, type, target, playback: plan, tools, signal }
  const isMade = await makePlaybackFile({
    ...order,
    limits: { ...limits, playback },
    onProgress: (share) => progress.push(share),
  })
  const remove = () => rm(folder, { recursive: true })
  const now = await probeStreams(target, 'video/mp4', { limits, tools })
  return { target, isMade, plan, now: now!, progress, [Symbol.asyncDispose]: remove }
}

test.group('A video', () => {
  test('of {video.codec_name} and {audio} in {type} is played as it is')
    .with([
      { type: 'video/mp4', video: { codec_name: 'h264' }, audio: 'aac' },
      { type: 'video/mp4', video: { codec_name: 'h264' }, audio: undefined },
      { type: 'video/webm', video: { codec_name: 'vp9' }, audio: 'opus' },
      { type: 'video/webm', video: { codec_name: 'vp8' }, audio: 'vorbis' },
      { type: 'video/mp4', video: { codec_name: 'av1' }, audio: 'aac' },
    ])
    .run(({ assert }, { type, video, audio }) => {
      assert.isNull(planned(type, video, audio))
    })

  test('of {video.codec_name} and {audio} in {type} is made playable with the least work')
    .with([
      {
        type: 'video/quicktime',
        video: { codec_name: 'h264' },
        audio: 'aac',
        copies: [true, true],
      },
      {
        type: 'video/quicktime',
        video: { codec_name: 'h264' },
        audio: 'pcm_s16le',
        copies: [true, false],
      },
      {
        type: 'video/x-matroska',
        video: { codec_name: 'h264' },
        audio: 'ac3',
        copies: [true, false],
      },
      { type: 'video/mp4', video: { codec_name: 'hevc' }, audio: 'aac', copies: [false, true] },
      { type: 'video/mp4', video: { codec_name: 'mpeg4' }, audio: 'mp3', copies: [false, true] },
      { type: 'video/quicktime', video: { codec_name: 'prores' }, copies: [false, true] },
      {
        type: 'video/mp4',
        video: { codec_name: 'h264', pix_fmt: 'yuv422p10le' },
        audio: 'aac',
        copies: [false, true],
      },
    ])
    .run(({ assert }, { type, video, audio, copies }) => {
      const plan = planned(type, video, audio)
      assert.deepEqual([plan?.copiesVideo, plan?.copiesAudio], copies)
    })

  test('of {0.width} x {0.height} is encoded at {1} x {2}')
    .with([
      [{ width: 3840, height: 2160 }, 1920, 1080],
      [{ width: 2160, height: 3840 }, 1080, 1920],
      [{ width: 3840, height: 2160, side_data_list: [{ rotation: -90 }] }, 1080, 1920],
      [{ width: 1440, height: 1080, sample_aspect_ratio: '4:3' }, 1920, 1080],
      [{ width: 4096, height: 1000 }, 1920, 468],
      [{ width: 2000, height: 2000 }, 1080, 1080],
      [{ width: 321, height: 181 }, 322, 182],
    ] as [Partial<Stream>, number, number][])
    .run(({ assert }, [video, width, height]) => {
      assert.containsSubset(planned('video/mp4', { codec_name: 'hevc', ...video }), {
        width,
        height,
      })
    })
})

test.group('A playback', () => {
  test('of {name} is H.264 in MP4 with its index first, upright and without its place')
    .with([
      { name: 'hdr.mp4', type: 'video/mp4', width: 320, height: 180, audio: 'aac' },
      { name: 'mpeg4.mp4', type: 'video/mp4', width: 180, height: 320, audio: undefined },
      { name: 'sound.mov', type: 'video/quicktime', width: 320, height: 180, audio: 'aac' },
    ])
    .run(async ({ assert }, { name, type, width, height, audio }) => {
      if (!isInstalled) return assert.isUndefined(tools.ffmpeg && tools.ffprobe)
      await using file = await made(name, type)

      assert.isTrue(file.isMade)
      const { video } = file.now
      assert.containsSubset(video, { codec_name: 'h264', pix_fmt: 'yuv420p', width, height })
      assert.equal(file.now.audio?.codec_name, audio)
      assert.notEqual(video.color_transfer, 'smpte2084')
      assert.isUndefined(video.side_data_list)
      assert.isAbove(file.progress.at(-1)!, 0)
      const bytes = await readFile(file.target, 'latin1')
      assert.isBelow(bytes.indexOf('moov'), bytes.indexOf('mdat'))
      assert.notInclude(bytes, '+48.1')
      const tags = (await embeddedTags(file.target)) ?? []
      assert.isEmpty(tags.filter((tag) => /gps|location|keys:/i.test(tag)))
    })

  test('of a screen of high dynamic range keeps its light apart', async ({ assert }) => {
    if (!isInstalled) return assert.isUndefined(tools.ffmpeg && tools.ffprobe)
    await using file = await made('hdr.mp4', 'video/mp4')
    assert.equal(file.plan.transfer, 'smpte2084')
    assert.equal(file.now.video.color_transfer, 'bt709')
  })

  test('is not made of what ffmpeg cannot read, and leaves nothing running', async ({ assert }) => {
    if (!isInstalled) return assert.isUndefined(tools.ffmpeg && tools.ffprobe)
    const type = 'video/quicktime'
    const path = fixture('playback/sound.mov')
    const streams = await probeStreams(path, type, { limits, tools })
    const order = { type, tools, limits: { ...limits, playback }, onProgress: () => undefined }
    const plan = planPlayback(streams!, type)!
    const target = join(tmpdir(), `playback-${process.pid}.mp4`)
    const text = fixture('good/drawing.svg')
    const never = new AbortController().signal
    const isMade = await makePlaybackFile({
      ...order,
      path: text,
      target,
      playback: plan,
      signal: never,
    })
    assert.isFalse(isMade)
    assert.isFalse(existsSync(target))

    const ending = AbortSignal.abort(new Error('the asset is gone'))
    await assert.rejects(
      () => makePlaybackFile({ ...order, path, target, playback: plan, signal: ending }),
      'the asset is gone'
    )
    await assert.doesNotReject(() => rm(target, { force: true }))
  })
})
