/**
 * SQL for the roll-up of each load that sums what is in force of it, where there is one: made when exactly those
 * of the loads in force had replaced slices of it that have now. So undoing a load brings the older roll-up back.
 */
export function currentRolls(loadsInForce: string): string {
  return `SELECT r.load AS load, max(r.roll) AS roll FROM landed_roll r
    LEFT JOIN (SELECT load, arraySort(groupUniqArray(replaced_by)) AS replacers FROM landed_replacement
      WHERE replaced_by IN (${loadsInForce}) GROUP BY load) s ON s.load = r.load
    WHERE r.load IN (${loadsInForce}) AND r.replaced_by = s.replacers
    GROUP BY r.load`
}
