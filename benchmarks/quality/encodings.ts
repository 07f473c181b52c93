import { type Sharp } from 'sharp'

export interface Encoding {
  name: string
  encode: (picture: Sharp) => Sharp
}

const webp = (quality: number, effort: number): Encoding => ({
  name: `WebP ${quality}, effort ${effort}`,
  encode: (picture) => picture.webp({ quality, effort }),
})

/** What the variants could be written in. */
export const encodings: Encoding[] = [
  ...[60, 70, 75, 80, 85, 90].map((quality) => webp(quality, 4)),
  ...[0, 1, 2, 3, 5, 6].map((effort) => webp(80, effort)),
  ...[75, 80, 85].map((quality) => ({
    name: `JPEG ${quality}, mozjpeg`,
    encode: (picture: Sharp) => picture.jpeg({ quality, mozjpeg: true }),
  })),
  { name: 'JPEG 80', encode: (picture) => picture.jpeg({ quality: 80 }) },
  { name: 'AVIF 50, effort 2', encode: (picture) => picture.avif({ quality: 50, effort: 2 }) },
]
