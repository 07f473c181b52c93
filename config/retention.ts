import env from '#start/env'

const all = env.get('RETENTION_DAYS')

/** Days after which assets move to the trash; undefined keeps them. */
export const retentionDays: { own?: number; links?: number } = {
  own: all,
  /** What came through upload links. */
  links: env.get('RETENTION_LINK_DAYS') ?? all,
}
