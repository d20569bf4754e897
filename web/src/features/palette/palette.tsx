import { IconArrowRight, IconBookmark, IconLink, IconMoon, IconPhoto } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { TestListAnswer } from '#schema/answer/test-list-answer.ts'
import { askQuery } from '../../api/ask.ts'
import { savedViewsQuery } from '../../api/saved-views.ts'
import { type Command, CommandList } from '../../ui/command-list.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useScheme } from '../../ui/use-scheme.ts'
import { objectsQuery } from '../objects/objects-query.ts'
import { openView } from '../saved-views/open-view.ts'
import { PAGES } from '../shell/pages.ts'
import { useSampleAsked } from '../shell/use-sample-asked.ts'
import { useScopeParams } from '../shell/use-scope-params.ts'

const ICON = { size: 15, stroke: 1.6, 'aria-hidden': true } as const

/** Goes to a page, a creative or a test by a few letters of its name. */
export default function Palette({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate()
  const scheme = useScheme()
  const scope = useScopeParams()
  const sample = useSampleAsked()
  const creatives = useQuery(objectsQuery('creative', sample))
  const views = useQuery(savedViewsQuery)
  const tests = useQuery(askQuery<TestListAnswer>('test-list', sample === null ? {} : { sample: [sample] }))

  function then(run: () => unknown) {
    return () => {
      onClose()
      run()
    }
  }

  const commands: Command[] = [
    ...PAGES.map(({ to, label, Icon }) => ({
      id: to,
      label,
      group: 'Page',
      icon: <Icon {...ICON} />,
      run: then(() => navigate({ to, search: scope })),
    })),
    {
      id: 'import',
      label: 'Import files',
      group: 'Page',
      icon: <IconArrowRight {...ICON} />,
      run: then(() => navigate({ to: '/data/import', search: scope })),
    },
    {
      id: 'scheme',
      label: scheme.dark ? 'Light colours' : 'Dark colours',
      group: 'Action',
      icon: <IconMoon {...ICON} />,
      run: then(scheme.toggle),
    },
    {
      id: 'link',
      label: 'Copy the link to this view',
      group: 'Action',
      icon: <IconLink {...ICON} />,
      run: then(() => navigator.clipboard.writeText(window.location.href)),
    },
    ...(views.data?.views ?? []).map((view) => ({
      id: `view ${view.name}`,
      label: view.name,
      group: 'View',
      icon: <IconBookmark {...ICON} />,
      run: then(() => navigate(openView(view))),
    })),
    ...(tests.data?.tests ?? []).map(({ test, name }) => ({
      id: `test ${test}`,
      label: name,
      group: 'Test',
      icon: <IconArrowRight {...ICON} />,
      run: then(() => navigate({ to: '/tests', search: { ...scope, test: [test] } })),
    })),
    ...(creatives.data ?? []).map(({ key, name }) => ({
      id: `creative ${key}`,
      label: name,
      group: 'Creative',
      icon: <IconPhoto {...ICON} />,
      run: then(() => navigate({ to: '/creative', search: { ...scope, key: [key] } })),
    })),
  ]
  return (
    <Dialog title="Go to" onClose={onClose} bare>
      <CommandList
        label="Go to a page, creative or test"
        placeholder="Go to a page, creative or test"
        commands={commands}
        nothing={creatives.isPending ? 'Looking up the creatives …' : 'Nothing is called that.'}
      />
    </Dialog>
  )
}
