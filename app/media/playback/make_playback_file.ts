import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setPriority } from 'node:os'
import { createInterface } from 'node:readline'
import { type Readable } from 'node:stream'
import { type Limits, type Tools } from '#app/media/media'
import { ffmpegArguments } from '#app/media/playback/ffmpeg_arguments'
import { type Playback } from '#app/media/playback/plan_playback'
import { runTool } from '#app/media/run_tool'

/** What making it may cost; it has a place of its own beside what photos share. */
export interface PlaybackLimits {
  /** Of computing, and as long again for a machine that is busy. */
  seconds: number
  /** Bytes. */
  memory: number
  /** Bytes of the result. */
  size: number
}

interface Making {
  path: string
  type: string
  target: string
  playback: Playback
  limits: Limits & { playback: PlaybackLimits }
  tools: Tools
  signal: AbortSignal
  /** Called now and then with how much of it is done, 0 to 1. */
  onProgress: (share: number) => void
}

/** Lower than everything else on the machine. */
const lowest = 19

/**
 * Writes a video to `target` as one that browsers play. False where ffmpeg cannot: it does not
 * read the original, or needs more time, memory or room than it gets. Throws the reason of `signal`
 * once that is aborted, and an error where somebody else ended ffmpeg.
 */
export async function makePlaybackFile(making: Making): Promise<boolean> {
  const { limits, tools, signal, playback, onProgress } = making
  signal.throwIfAborted()
  const canToneMap = playback.transfer !== undefined && (await hasToneMapping(limits, tools))
  const args = ffmpegArguments({ ...making, maxPixels: limits.pixels, canToneMap })
  const [program, ...rest] = bounded(tools, limits.playback, args)
  const deadline = new AbortController()
  const timer = setTimeout(() => deadline.abort(), 2_000 * limits.playback.seconds)
  const child = spawn(program, rest, { env: {}, stdio: ['ignore', 'pipe', 'ignore'] })
  const end = () => child.kill('SIGKILL')
  const over = AbortSignal.any([signal, deadline.signal])
  over.addEventListener('abort', end)
  try {
    const ending = once(child, 'close')
    if (child.pid) setPriority(child.pid, lowest)
    void report(child.stdout, playback.streams.duration, onProgress)
    const [code, killed] = await ending
    signal.throwIfAborted()
    if (killed === 'SIGKILL' && !deadline.signal.aborted) throw new Error('ffmpeg was killed.')
    return code === 0
  } finally {
    clearTimeout(timer)
    over.removeEventListener('abort', end)
  }
}

/** Within its bounds, and ended by the system when this process is killed. */
function bounded(tools: Tools, { seconds, memory, size }: PlaybackLimits, args: string[]) {
  const bounds = [`--data=${memory}`, `--cpu=${seconds}`, `--fsize=${size}`, '--core=0']
  return [
    ...(tools.setpriv ? [tools.setpriv, '--pdeathsig', 'KILL', '--'] : []),
    ...(tools.prlimit ? [tools.prlimit, ...bounds, '--'] : []),
    tools.ffmpeg!,
    ...args,
  ]
}

async function report(output: Readable, duration = 0, onProgress: (share: number) => void) {
  for await (const line of createInterface(output)) {
    const [, microseconds] = /^out_time_us=(\d+)$/.exec(line) ?? []
    if (microseconds && duration > 0) onProgress(Math.min(1, Number(microseconds) / 1e6 / duration))
  }
}

async function hasToneMapping(limits: Limits, tools: Tools) {
  const { output } = await runTool(tools.ffmpeg!, ['-v', 'quiet', '-filters'], limits, tools)
  return ['zscale', 'tonemap'].every((name) => output?.includes(` ${name} `))
}
