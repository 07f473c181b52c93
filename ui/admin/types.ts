import type { User } from '../api/types'

export type JobState = 'queued' | 'active' | 'completed' | 'failed'

export interface Job {
  id: string
  assetId: string
  kind: 'process' | 'variants' | 'playback'
  state: JobState
  attempts: number
  lastError: string | null
  createdAt: string
  updatedAt: string
}

export interface JobPeriod {
  start: string
  completed: number
  failed: number
  depth: number
}

export interface Failures {
  reason: string
  count: number
  oldestAt: string
}

export interface Account extends User {
  disabledAt: string | null
  eraseAt: string | null
  usage: { bytes: number; assets: number; quotaBytes: number; quotaAssets: number }
}

export interface Invitation {
  id: string
  email: string | null
  role: User['role']
  expiresAt: string
  createdAt: string
}

export interface AuditLog {
  id: string
  actorId: string | null
  action: string
  subject: string | null
  payload: Record<string, unknown>
  requestId: string | null
  ip: string | null
  createdAt: string
}
