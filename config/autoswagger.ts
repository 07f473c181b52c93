import app from '@adonisjs/core/services/app'

/** The API document: written by `node ace docs:generate` when building, served from there. */
export const documentFile = app.makePath('docs/openapi.json')

/** Settings of adonis-autoswagger, of which only the routes are used, not models and examples. */
export default {
  path: `${app.makePath()}/`,
  tagIndex: 1,
  snakeCase: false,
  preferredPutPatch: 'PATCH',
  ignore: [],
  common: { headers: {}, parameters: {} },
  authMiddlewares: ['role', 'storeHook'],
  // Always from the sources: the file that production serves is written elsewhere.
  productionEnv: 'none',
}

/** The first part of a path names its tag; these say what a reader finds there. */
export const tags: Record<string, { name: string; description: string }> = {
  'AUTH': {
    name: 'Authentication',
    description: 'Accounts, sign-ins and their tokens.',
  },
  'INSTANCE': {
    name: 'Instance',
    description: 'What a client must know before it signs in.',
  },
  'INVITATIONS': {
    name: 'Invitations',
    description: 'Permissions to create an account, for administrators.',
  },
  'KEYS': {
    name: 'Keys',
    description: 'Secrets by which programs act for the caller, within their scopes.',
  },
  'GRANTS': {
    name: 'Grants',
    description: 'Secrets by which strangers send on the caller’s behalf, within rules.',
  },
  'LINKS': {
    name: 'Upload links',
    description: 'URLs through which anybody sends files into the caller’s inbox.',
  },
  'GUEST': {
    name: 'Guests',
    description: 'What somebody does who was given an upload link.',
  },
  'UPLOADS': {
    name: 'Uploads',
    description: 'Reserve an upload, send the bytes to the url it names, then complete it.',
  },
  'ASSETS': {
    name: 'Assets',
    description: 'What the caller has uploaded, and what was made of it.',
  },
  'ALBUMS': {
    name: 'Albums',
    description: 'Sets of the caller’s assets, each with a title.',
  },
  'ARCHIVES': {
    name: 'Archives',
    description: 'Many originals as one ZIP file, which is made while it is downloaded.',
  },
  'SHARES': {
    name: 'Shares',
    description: 'URLs that show some of the caller’s assets, or an album, to whoever knows them.',
  },
  'SHARED': {
    name: 'Shared',
    description: 'What a share shows. No token: the secret in the path is the permission.',
  },
  'EVENTS': {
    name: 'Events',
    description: 'State changes of the caller’s assets, as they happen.',
  },
  'WEBHOOKS': {
    name: 'Webhooks',
    description: 'State changes of the caller’s assets, sent to a server of theirs.',
  },
  'JOBS': {
    name: 'Jobs',
    description: 'The work on assets, for administrators.',
  },
  'USERS': {
    name: 'Users',
    description: 'Accounts and how much they keep, for administrators.',
  },
  'AUDIT-LOGS': {
    name: 'Audit log',
    description: 'What changed rights or destroyed something, for administrators.',
  },
  'OBJECTS': {
    name: 'Objects',
    description: 'Signed urls of the store on disk. The application makes them; nobody else can.',
  },
  'HOOKS': {
    name: 'Hooks',
    description: 'Where other services report what happened.',
  },
  'OPERATION': {
    name: 'Operation',
    description: 'For probes and operators.',
  },
  'DOCUMENTATION': {
    name: 'Documentation',
    description: 'What can be asked, and how.',
  },
}
