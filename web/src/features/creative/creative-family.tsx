import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { AssetRow, AssetsAnswer } from '#schema/answer/assets-answer.ts'
import { askQuery } from '../../api/ask.ts'
import { assetAddress } from '../../api/assets.ts'
import section from '../answer/section.module.css'
import { useScopeParams } from '../shell/use-scope-params.ts'
import classes from './creative-family.module.css'
import { describeSize, familyTree, type Master } from './family-tree.ts'

const MOST_RELATED = 100

/** The families its files belong to: masters with their sizes, and how the masters differ. */
export function CreativeFamily({ assets }: { assets: readonly AssetRow[] }) {
  const families = [...new Set(assets.flatMap(({ family }) => (family === null ? [] : [family])))]
  const { data } = useQuery({
    ...askQuery<AssetsAnswer>('assets', { family: families.map(String), limit: [String(MOST_RELATED)] }),
    enabled: families.length > 0,
  })
  const files = families.length === 0 ? [] : (data?.assets ?? [])
  if (files.length < 2) return null
  const own = new Set(assets.map(({ sha256 }) => sha256))
  return (
    <section aria-label="Family">
      <h2>Family</h2>
      <p className={section.quiet}>
        Files that show the same in other sizes, and variants of it: lengths, languages, end cards.
      </p>
      {families.map((family) => (
        <ul key={family} className={classes.tree}>
          {familyTree(files.filter((file) => file.family === family)).map((master) => (
            <MasterBranch key={master.file.sha256} master={master} own={own} />
          ))}
        </ul>
      ))}
    </section>
  )
}

interface Branch {
  master: Master
  own: ReadonlySet<string>
}

function MasterBranch({ master: { file, sizes, differs }, own }: Branch) {
  return (
    <li className={differs.length === 0 ? classes.first : classes.variant}>
      <p className={classes.kind}>{differs.length === 0 ? 'Master' : `Variant: ${differs.join(', ')}`}</p>
      <ul className={classes.sizes}>
        {[file, ...sizes].map((one) => (
          <Member key={one.sha256} file={one} isOwn={own.has(one.sha256)} />
        ))}
      </ul>
    </li>
  )
}

function Member({ file, isOwn }: { file: AssetRow; isOwn: boolean }) {
  const scope = useScopeParams()
  const { sha256, name, previews, creatives } = file
  const others = new Map(creatives.map((creative) => [creative.key, creative.name]))
  return (
    <li className={classes.member}>
      {previews.includes('thumbnail') && (
        <img src={assetAddress(sha256, 'thumbnail')} alt="" loading="lazy" />
      )}
      <span className={section.quiet}>{describeSize(file)}</span>
      {isOwn && <span>Of this creative</span>}
      {!isOwn && others.size === 0 && <span>{name.split('/').at(-1)}</span>}
      {!isOwn &&
        [...others].map(([key, called]) => (
          <Link key={key} to="/creative" search={{ ...scope, key: [key] }}>
            {called}
          </Link>
        ))}
    </li>
  )
}
