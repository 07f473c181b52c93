import db from '@adonisjs/lucid/services/db'
import { chargeAllowance, chargesForgiven } from '#config/queue'

/**
 * Charges an account for the seconds that a rejected file took. What it owes is forgiven steadily,
 * and is never more than is forgiven within two hours.
 */
export async function chargeProcessing(account: string, seconds: number) {
  await db.rawQuery(CHARGE, { account, seconds, chargesForgiven, most: 2 * chargeAllowance })
}

const CHARGE = `
  insert into processing_charges as owed (charge_to, seconds) values (:account, :seconds)
  on conflict (charge_to) do update set
    seconds = least(:most, excluded.seconds + greatest(
      0, owed.seconds - extract(epoch from now() - owed.updated_at) * :chargesForgiven
    )),
    updated_at = now()
`
