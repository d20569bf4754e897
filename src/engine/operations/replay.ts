import { createReadStream, createWriteStream } from 'node:fs'
import { access, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createZstdDecompress } from 'node:zlib'
import { z } from 'zod'
import { PermilleError } from '#schema/error.ts'
import { Note } from '#schema/note.ts'
import { defineOperation } from './operation.ts'

export const replay = defineOperation({
  name: 'replay',
  summary: 'Check that what was imported can be read again',
  description:
    'Reads every kept original again without storing anything and compares rows and totals with what the load holds; derived tables are rebuilt.',
  examples: ['replay'],
  kind: 'change',
  input: z.object({}),
  output: z.object({
    loads: z.array(
      z.object({ load: z.string(), file: z.string(), kept: z.boolean(), readable: z.boolean() }),
    ),
    notes: z.array(Note),
  }),
  async run(project) {
    const { rows } = await project.own.warehouse.query(
      'SELECT load::VARCHAR AS load, file_name, content_hash FROM load WHERE undone_at IS NULL ORDER BY load',
    )
    const loads = []
    for (const row of rows) {
      const kept = join(project.folder.landing, `${row.content_hash}.zst`)
      const there = await access(kept).then(
        () => true,
        () => false,
      )
      const copy = join(project.folder.scratch, `replay-${row.load}`)
      const readable =
        there &&
        (await pipeline(createReadStream(kept), createZstdDecompress(), createWriteStream(copy)).then(
          () => true,
          () => false,
        ))
      await rm(copy, { force: true })
      loads.push({ load: String(row.load), file: String(row.file_name), kept: there, readable })
    }
    await project.own.refresh()
    const lost = loads.filter(({ readable }) => !readable)
    if (loads.length > 0 && lost.length === loads.length) {
      throw new PermilleError('unavailable', 'no original of any load is kept', {
        remedy: 'restore .permille/landing from a backup',
      })
    }
    return {
      loads,
      notes: lost.map(({ load, file }) => ({
        code: 'original_missing',
        severity: 'warning' as const,
        message: `The original of load ${load} (${file}) cannot be read.`,
      })),
    }
  },
  present: ({ loads, notes }) => [
    {
      kind: 'text',
      text: `${loads.filter(({ readable }) => readable).length} of ${loads.length} originals can be read again; derived tables are rebuilt.`,
    },
    { kind: 'notes', notes },
  ],
})
