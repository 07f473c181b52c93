import type { Section } from './support/section.js'
import { api } from './api/measure_api.js'
import { plain } from './api/measure_plain.js'
import { backpressure } from './backpressure/measure_backpressure.js'
import { image } from './footprint/measure_image.js'
import { startup } from './footprint/measure_startup.js'
import { listing } from './listing/measure_listing.js'
import { large } from './large/measure_large.js'
import { pipeline } from './pipeline/measure_pipeline.js'
import { queue } from './queue/measure_queues.js'
import { rolling } from './rolling/measure_rolling.js'
import { store } from './store/measure_stores.js'

/** All that is measured, in this order. */
export const sections: Section[] = [
  api,
  plain,
  listing,
  pipeline,
  large,
  startup,
  image,
  queue,
  store,
  backpressure,
  rolling,
]
