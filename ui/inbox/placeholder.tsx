import { useLayoutEffect, useRef } from 'preact/hooks'
import { thumbHashToRGBA } from 'thumbhash'

/** The blurred idea of a picture, from the few bytes of its ThumbHash. */
export function Placeholder({ hash }: { hash: string }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useLayoutEffect(() => paint(canvas.current!, hash), [hash])
  return <canvas ref={canvas} class="placeholder" aria-hidden="true" />
}

/** Whether the picture is transparent somewhere: the hash says so in one bit of its head. */
export function isTransparent(hash: string) {
  return (atob(hash).charCodeAt(2) & 0x80) !== 0
}

function paint(canvas: HTMLCanvasElement, hash: string) {
  const {
    w: width,
    h: height,
    rgba,
  } = thumbHashToRGBA(Uint8Array.from(atob(hash), (c) => c.charCodeAt(0)))
  canvas.width = width
  canvas.height = height
  const pixels = new ImageData(new Uint8ClampedArray(rgba), width, height)
  canvas.getContext('2d')!.putImageData(pixels, 0, 0)
}
