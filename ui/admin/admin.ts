import { AuditPage } from './audit'
import { JobsPage } from './jobs'
import { UsersPage } from './users'
import './admin.css'

/** The pages of administrators, which nobody else has to load. */
export const adminPages = { '/jobs': JobsPage, '/users': UsersPage, '/audit': AuditPage }

export type AdminPath = keyof typeof adminPages
