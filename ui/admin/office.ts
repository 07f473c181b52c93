import { AuditPage } from './audit'
import { JobsPage } from './jobs'
import { UsersPage } from './users'
import './office.css'

/** The pages of administrators, which nobody else has to load. */
export const office = { '/jobs': JobsPage, '/users': UsersPage, '/audit': AuditPage }

export type OfficePlace = keyof typeof office
