import { accountSchemas } from '#app/web/openapi/schemas/accounts'
import { administrationSchemas } from '#app/web/openapi/schemas/administration'
import { assetSchemas } from '#app/web/openapi/schemas/assets'
import { operationSchemas } from '#app/web/openapi/schemas/operation'

/** Everything that answers are made of, as the transformers write it. */
export const schemas = {
  ...accountSchemas,
  ...assetSchemas,
  ...administrationSchemas,
  ...operationSchemas,
}
