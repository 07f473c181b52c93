import { BaseTransformer } from '@adonisjs/core/transformers'
import type User from '#app/accounts/models/user'
import type { TokenPair } from '#app/accounts/sessions/models/token_pair'
import UserTransformer from '#app/accounts/transformers/user_transformer'

type SignIn = Omit<TokenPair, 'refreshToken'> & { user: User; refreshToken?: string }

/** What register, sign-in and refresh answer: who signed in, and the pair of tokens. */
export default class SignInTransformer extends BaseTransformer<SignIn> {
  toObject() {
    const { user, accessToken, accessTokenExpiresAt, refreshToken, refreshTokenExpiresAt } =
      this.resource
    return {
      user: UserTransformer.transform(user),
      accessToken,
      accessTokenExpiresAt: accessTokenExpiresAt.toUTC().toISO()!,
      refreshToken,
      refreshTokenExpiresAt: refreshTokenExpiresAt.toUTC().toISO()!,
    }
  }
}
