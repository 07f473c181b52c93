import { accountSchemas } from '#openapi/schemas/accounts'
import { administrationSchemas } from '#openapi/schemas/administration'
import { assetSchemas } from '#openapi/schemas/assets'
import { operationSchemas } from '#openapi/schemas/operation'

/** Everything that answers are made of, as the transformers write it. */
export const schemas = {
  ...accountSchemas,
  ...assetSchemas,
  ...administrationSchemas,
  ...operationSchemas,
}
