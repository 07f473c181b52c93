import { Readable } from 'node:stream'
import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { EventStreams } from '#app/assets/events/event_streams'
import { lastEventValidator } from '#app/assets/events/validators'
import { idleSeconds } from '#config/events'

@inject()
export default class EventsController {
  constructor(private streams: EventStreams) {}

  /**
   * @index
   * @operationId listenToEvents
   * @summary Stream changes of the caller’s assets as they happen (Server-Sent Events)
   */
  async index({ auth, request, response }: HttpContext) {
    const lastId = await lastEventValidator.validate(request.header('last-event-id') || undefined)

    const stream = this.streams.open(auth.getUserOrFail(), auth.use('api'))
    response.response.once('close', () => this.streams.close(stream))
    response.response.setTimeout(idleSeconds * 1000, () => response.response.destroy())
    response.header('content-type', 'text/event-stream')
    response.header('x-accel-buffering', 'no')
    // One message at a time: the next one is read when the client has taken this one.
    response.stream(Readable.from(stream.messages(lastId), { highWaterMark: 1 }))
  }
}
