import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { middleware } from '#start/kernel'

router.get('/audit-logs', [controllers.audit.AuditLogs, 'index']).use(middleware.role('ADMIN'))
