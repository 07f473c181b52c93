/* global SwaggerUIBundle */

// Nothing is asked of, or told to, anybody but this application: `validatorUrl` would be.
SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#documentation',
  deepLinking: true,
  validatorUrl: null,
})
