import emitter from '@adonisjs/core/services/emitter'
import { logRequest } from '#logging/log_request'

emitter.on('http:request_completed', logRequest)
