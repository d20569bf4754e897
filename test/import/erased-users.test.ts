import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writeZip } from '../hostile/zip-writer.ts'
import { everyByte } from '../support/every-byte.ts'
import { openProject } from '../support/open-project.ts'

test('the rows of one user are erased by any of their ids, in archives and quoted cells too, and nobody else’s', async () => {
  const project = await openProject()
  try {
    const header =
      'Attributed Touch Type,Attributed Touch Time,Install Time,Event Time,Event Name,Media Source,Campaign,Platform,App ID,AppsFlyer ID,Advertising ID,IP,Attribution Lookback'
    const row = (day: string, device: string, advertising: string, campaign = 'C') =>
      `click,${day} 10:00:00,${day} 10:00:09,${day} 10:00:09,install,unityads_int,${campaign},ios,id1,${device},${advertising},198.51.100.7,7d`
    const april = [header, row('2026-04-01', 'device-a', 'AD-A'), row('2026-04-01', 'device-b', 'AD-B'), '']
    const may = [
      header,
      row('2026-05-01', 'device-a', '', '"C, of\ntwo ""lines"""'),
      row('2026-05-01', 'device-b', 'AD-B', '"D, of\ntwo ""lines"""'),
      '',
    ]
    await project.importText('april.csv', april.join('\n'))
    const archive = join(project.folder.path, 'may.zip')
    writeFileSync(archive, writeZip([{ name: 'may.csv', content: may.join('\n') }]))
    expect(await project.importFiles([archive])).toMatchObject([{ status: 'stored' }])
    const left = async () => {
      const { rows: kept } = await project.project.own.warehouse.query(
        'SELECT count(*) AS n, count(DISTINCT t.device_key) AS d FROM attributed_touch t',
      )
      return kept.map(({ n, d }) => [Number(n), Number(d)])
    }
    expect(await left()).toEqual([[4, 2]])
    const installs = await project.query({ metrics: 'installs', by: 'campaign' })

    // The row of May has no advertising id: it is found by the device that the one of April names.
    const would = await project.ask('erase', { ids: ['ad-a'], dryRun: true })
    expect(would).toMatchObject({ isPreview: true, rows: 2, originals: 2, touches: null })
    expect(await left()).toEqual([[4, 2]])
    expect(await project.ask('erase', { ids: ['ad-a'] })).toMatchObject({ rows: 2, originals: 2, touches: 2 })
    expect(await left()).toEqual([[2, 1]])
    const kept = everyByte(join(project.folder.path, '.permille/landing')).map(({ bytes }) =>
      bytes.toString(),
    )
    expect(kept.join()).not.toContain('C, of')
    expect(kept.join()).toContain('D, of')
    expect((await project.query({ metrics: 'installs', by: 'campaign' })).rows).toEqual(installs.rows)
    expect(await project.ask('erase', { ids: ['ad-a'] })).toMatchObject({ rows: 0, originals: 0, touches: 0 })

    // What is left can be read again, and the audit log does not tell whom somebody asked about.
    const replayed = await project.ask('replay')
    expect(replayed).toMatchObject({ loads: [{ outcome: 'same' }, { outcome: 'same' }] })
    expect(replayed).toMatchObject({ same: false, notes: [{ code: 'originals_erased' }] })
    const { entries } = project.project.audit.read(10, 0)
    await project.project.change({ retention: { rawLogs: 'all' } })
    expect(await project.ask('prune')).toMatchObject({ pruned: [], touches: 0 })
    await project.project.change({ retention: { rawLogs: 180 } })
    expect(await project.ask('prune', { dryRun: true })).toMatchObject({
      pruned: { length: 4 },
      touches: null,
    })
    expect(await project.ask('prune')).toMatchObject({ pruned: { length: 4 }, touches: 2 })
    expect(readdirSync(join(project.folder.path, '.permille/landing'))).toEqual([])
    expect(await left()).toEqual([[0, 0]])
    expect((await project.query({ metrics: 'installs', by: 'campaign' })).rows).toEqual(installs.rows)
    expect(entries.find(({ what }) => what === 'erase')?.detail).toEqual({ ids: 'not written down' })
  } finally {
    await project.remove()
  }
})
