import type { Session } from '#warehouse/warehouse.ts'

/** Writes which app every name of one in the landed rows stands for; spellings that differ in case are one. */
export async function refreshApps(
  session: Session,
  recognise: (name: string) => string | null,
): Promise<void> {
  const { rows } = await session.query(
    `SELECT DISTINCT app FROM ${session.table('member')} WHERE app IS NOT NULL`,
  )
  const names = rows.map(({ app }) => String(app)).sort()
  const spelt = new Map<string, string>()
  const apps = names.map((name) => {
    const app = recognise(name) ?? name
    const key = app.toLowerCase()
    const known = spelt.get(key) ?? app
    spelt.set(key, known)
    return [name, known]
  })
  await session.replaceTable('app_name', ['name', 'app'], apps)
}
