import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { AssetRow, AssetsAnswer } from '#schema/answer/assets-answer.ts'
import type { TagEvidence } from '#schema/answer/tag-answer.ts'
import { askQuery } from '../../api/ask.ts'
import { assetAddress } from '../../api/assets.ts'
import { Button } from '../../ui/button.tsx'
import { ProblemState } from '../../ui/problem-state.tsx'
import section from '../answer/section.module.css'
import { useScopeParams } from '../shell/use-scope-params.ts'
import classes from './creative-files.module.css'
import { CreativeTags, type MarkedTag } from './creative-tags.tsx'

const MOST_RELATED = 60

/** The files of a creative, what they show, and the family they belong to. */
export function CreativeFiles({ creative }: { creative: string }) {
  const [marked, setMarked] = useState<MarkedTag | null>(null)
  const files = useQuery(askQuery<AssetsAnswer>('assets', { creative: [creative] }))
  if (files.isError) return <ProblemState error={files.error} onRetry={() => void files.refetch()} />
  if (!files.data) return null
  const { assets, missing } = files.data
  const [missed] = missing
  return (
    <>
      <section aria-label="Files">
        <h2>Files</h2>
        {assets.length === 0 && (
          <p className={section.quiet}>
            {missed === undefined
              ? 'No file of it is here. Add one with permille assets add FILE.'
              : `Its file is at ${missed.host}: ${missed.reason ?? 'not fetched yet, see permille assets fetch'}.`}
          </p>
        )}
        <div className={classes.files}>
          {assets.map((asset) => (
            <File
              key={asset.sha256}
              asset={asset}
              box={marked?.asset === asset.sha256 ? (marked.evidence?.box ?? null) : null}
            />
          ))}
        </div>
      </section>
      <CreativeTags creative={creative} onMark={setMarked} />
      <Family assets={assets} />
    </>
  )
}

function describeFile({ facts, bytes }: AssetRow): string {
  const size = `${(bytes / 1e6).toFixed(bytes < 1e6 ? 2 : 1)} MB`
  if (facts === null) return `${size}, not read yet`
  const pixels = facts.width === null || facts.height === null ? null : `${facts.width} × ${facts.height}`
  const seconds = facts.durationSeconds === null ? null : `${facts.durationSeconds.toFixed(1)} s`
  return [facts.type, facts.format, pixels, seconds, size].filter((part) => part !== null).join(' · ')
}

function File({ asset, box }: { asset: AssetRow; box: NonNullable<TagEvidence['box']> | null }) {
  const { name, facts, notComputed, creatives } = asset
  const unread = facts?.type === 'unknown' ? notComputed[0]?.reason : undefined
  const how = creatives[0]?.how
  return (
    <figure className={classes.file}>
      <div className={classes.shown}>
        <Shown asset={asset} />
        {box && (
          <div
            className={classes.box}
            style={{
              left: `${box.left * 100}%`,
              top: `${box.top * 100}%`,
              width: `${box.width * 100}%`,
              height: `${box.height * 100}%`,
            }}
          />
        )}
      </div>
      <figcaption className={classes.about}>
        {name.split('/').at(-1)}
        <br />
        {unread ?? describeFile(asset)}
        {how !== undefined && (
          <>
            <br />
            {HOW[how]}
          </>
        )}
      </figcaption>
    </figure>
  )
}

const HOW = {
  address: 'fetched from its source',
  hand: 'said by a person to be of it',
  name: 'of it by the file’s name',
  id: 'of it by an id in the file’s name',
} as const

function Shown({ asset: { sha256, name, facts, previews } }: { asset: AssetRow }) {
  const [runs, setRuns] = useState(false)
  const has = (preview: AssetRow['previews'][number]) => previews.includes(preview)
  if (facts?.type === 'video') {
    return (
      <video
        controls
        preload="none"
        src={assetAddress(sha256, 'file')}
        {...(has('poster') ? { poster: assetAddress(sha256, 'poster') } : {})}
        aria-label={name}
      />
    )
  }
  if (facts?.format === 'html') {
    return runs ? (
      <iframe sandbox="allow-scripts" src={assetAddress(sha256, 'page')} title={`Playable ${name}`} />
    ) : (
      <Button onClick={() => setRuns(true)}>Run the playable</Button>
    )
  }
  if (facts?.type === 'animation') return <img src={assetAddress(sha256, 'file')} alt={name} />
  return has('poster') ? <img src={assetAddress(sha256, 'poster')} alt={name} /> : null
}

/** Files that are the same picture, or variants of it, of whatever creative. */
function Family({ assets }: { assets: readonly AssetRow[] }) {
  const scope = useScopeParams()
  const families = [...new Set(assets.flatMap(({ family }) => (family === null ? [] : [family])))]
  const own = new Set(assets.map(({ sha256 }) => sha256))
  const { data } = useQuery({
    ...askQuery<AssetsAnswer>('assets', { family: families.map(String), limit: [String(MOST_RELATED)] }),
    enabled: families.length > 0,
  })
  const others = families.length === 0 ? [] : (data?.assets ?? []).filter(({ sha256 }) => !own.has(sha256))
  if (others.length === 0) return null
  return (
    <section aria-label="Family">
      <h2>Family</h2>
      <p className={section.quiet}>Files that show the same, or a variant of it.</p>
      <div className={classes.family}>
        {others.map(({ sha256, name, previews, creatives }) => (
          <div key={sha256} className={classes.member}>
            {previews.includes('thumbnail') && (
              <img src={assetAddress(sha256, 'thumbnail')} alt="" loading="lazy" />
            )}
            {creatives[0] === undefined ? (
              name.split('/').at(-1)
            ) : (
              <Link to="/creative" search={{ ...scope, key: [creatives[0].key] }}>
                {creatives[0].name}
              </Link>
            )}
          </div>
        ))}
      </div>
    </section>
  )
}
