import type { Warehouse } from '#warehouse/warehouse.ts'

export interface NetworkName {
  readonly network: string
  readonly label: string
}

/** Writes which network every name in the landed rows stands for; an unknown name stands for itself. */
export async function refreshNetworks(
  warehouse: Warehouse,
  recognise: (name: string) => NetworkName | null,
): Promise<void> {
  const { rows } = await warehouse.query('SELECT DISTINCT network FROM member WHERE network IS NOT NULL')
  const names = rows.map(({ network }) => String(network))
  await warehouse.replaceTable(
    'network_name',
    ['name', 'network', 'label'],
    names.map((name) => {
      const known = recognise(name) ?? { network: name.trim().toLowerCase(), label: name.trim() }
      return [name, known.network, known.label]
    }),
  )
}
