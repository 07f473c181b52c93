import { type Raster } from '#app/media/image/raster'
import { type ProcessOptions } from '#app/media/media'
import { type Reading } from '#app/media/reading'
import { Rejection, type RejectionCode } from '#app/media/rejection'
import { runTool } from '#app/media/run_tool'
import { fitted, largestEdge } from '#app/media/size'

/** By the verified type, so that no file tricks ffmpeg into a list of other files. */
const demuxers: Record<string, string> = {
  'image/bmp': 'bmp_pipe',
  'image/x-icon': 'ico',
  'image/jxl': 'jpegxl_pipe',
}

/** Not every ffmpeg is built with a decoder of JPEG XL. */
const failures: Record<string, RejectionCode> = {
  'image/bmp': 'E_IMAGE_CORRUPT',
  'image/x-icon': 'E_IMAGE_CORRUPT',
  'image/jxl': 'E_IMAGE_UNSUPPORTED',
}

/** What such files hold; an icon may hold PNGs. */
const codecs = 'bmp,png,libjxl,rawvideo'

/**
 * Reads a picture that libvips cannot, and ffmpeg can; of an icon its largest one. Throws a
 * rejection when ffmpeg cannot read it either, or it passes the limits.
 */
export async function readByFfmpeg(
  path: string,
  type: string,
  options: ProcessOptions
): Promise<Reading> {
  const ask = async (...args: string[]) => {
    const { tools = {}, limits } = options
    if (!tools.ffmpeg) throw new Rejection('E_IMAGE_UNSUPPORTED')
    const reading = ['-protocol_whitelist', 'file', '-codec_whitelist', codecs, '-threads', '1']
    const input = ['-max_pixels', `${limits.pixels}`, '-f', demuxers[type], '-i', `file:${path}`]
    const command = ['-nostdin', '-v', 'quiet', ...reading, ...input, '-frames:v', '1', ...args]
    const { output, isLate } = await runTool(tools.ffmpeg, [...command, 'pipe:1'], limits, tools)
    if (isLate) throw new Rejection('E_PROCESSING_TIMEOUT')
    return output
  }

  const told = await ask('-c', 'copy', '-f', 'framecrc')
  const size = /^#dimensions 0: (\d+)x(\d+)$/m.exec(told?.toString() ?? '')
  if (!size) throw new Rejection('E_IMAGE_CORRUPT')
  const [width, height] = size.slice(1).map(Number)
  if (width * height > options.limits.pixels) throw new Rejection('E_IMAGE_TOO_LARGE')
  const shown = fitted({ width, height }, largestEdge(options.recipes))
  const scaling = ['-vf', `scale=${shown.width}:${shown.height}`, '-pix_fmt', 'rgba']
  const data = await ask(...scaling, '-f', 'rawvideo')
  if (data?.length !== shown.width * shown.height * 4) throw new Rejection(failures[type])
  const raster: Raster = { data, ...shown, channels: 4 }
  return { width, height, meta: {}, picture: { raster } }
}
