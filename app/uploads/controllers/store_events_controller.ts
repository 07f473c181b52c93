import type { HttpContext } from '@adonisjs/core/http'
import storage from '#config/storage'
import { HandleStoreEvents } from '#app/uploads/actions/handle_store_events'
import { storeEventsValidator } from '#app/uploads/store_events_validator'

/** What the keys of this installation begin with in its bucket. */
const OWN = storage.s3?.prefix ? `${storage.s3.prefix}/` : ''

export default class StoreEventsController {
  /**
   * @store
   * @operationId takeStoreEvents
   * @summary Receive notifications of the store that objects were created
   * @description For the store alone, where STORE_HOOK_SECRET is set.
   */
  async store({ request, response }: HttpContext) {
    const { Records: records } = await request.validateUsing(storeEventsValidator)
    const keys = records
      .filter(({ eventName }) => eventName.includes('ObjectCreated'))
      // Keys come as in a query: percent-encoded, with a plus for a space.
      .map(({ s3 }) => new URLSearchParams(`key=${s3.object.key}`).get('key')!)
      .filter((key) => key.startsWith(OWN))
      .map((key) => key.slice(OWN.length))
    await new HandleStoreEvents().handle({ keys, requestId: request.id() })
    return response.noContent()
  }
}
