import router from '@adonisjs/core/services/router'

router.get('/', () => ({ data: { name: 'media-inbox', documentation: '/docs' } }))
