import { type Metadata } from 'sharp'
import { type Raster } from '#app/media/image/raster'
import { type Inspection } from '#app/media/media'

/** What variants are made from. */
export interface Picture {
  raster: Raster
  /** Where the frames are of a picture that moves. */
  animation?: { path: string; header: Metadata }
}

/** What one kind's reader finds; the picture is missing where none can be made. */
export type Reading = Pick<Inspection, 'width' | 'height' | 'meta'> & { picture?: Picture }
