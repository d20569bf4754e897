import type { Session } from '#warehouse/warehouse.ts'

export interface NetworkName {
  readonly network: string
  readonly label: string
}

/** Writes which network every name in the landed rows stands for; an unknown name stands for itself. */
export async function refreshNetworks(
  session: Session,
  recognise: (name: string) => NetworkName | null,
): Promise<void> {
  const { rows } = await session.query(
    `SELECT DISTINCT network FROM ${session.table('member')} WHERE network IS NOT NULL`,
  )
  const names = rows.map(({ network }) => String(network))
  await session.replaceTable(
    'network_name',
    ['name', 'network', 'label'],
    names.map((name) => {
      const known = recognise(name) ?? { network: name.trim().toLowerCase(), label: name.trim() }
      return [name, known.network, known.label]
    }),
  )
}
