import emitter from '@adonisjs/core/services/emitter'
import { logRequest } from '#app/monitoring/logging/log_request'
import { measureRequest } from '#app/monitoring/metrics/measure_request'

emitter.on('http:request_completed', logRequest)
emitter.on('http:request_completed', measureRequest)
