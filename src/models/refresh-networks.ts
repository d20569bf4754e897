import type { Session } from '#warehouse/warehouse.ts'

export interface NetworkName {
  readonly network: string
  readonly label: string
}

/** Writes which network every name in the landed rows stands for. */
export async function refreshNetworks(
  session: Session,
  recognise: (name: string) => NetworkName,
): Promise<void> {
  const { rows } = await session.query(
    `SELECT DISTINCT network FROM ${session.table('member')} WHERE network IS NOT NULL`,
  )
  const names = rows.map(({ network }) => String(network))
  await session.replaceTable(
    'network_name',
    ['name', 'network', 'label'],
    names.map((name) => {
      const { network, label } = recognise(name)
      return [name, network, label]
    }),
  )
}
