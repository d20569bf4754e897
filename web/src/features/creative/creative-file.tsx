import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { AssetRow } from '#schema/answer/assets-answer.ts'
import type { TagEvidence } from '#schema/answer/tag-answer.ts'
import { assetAddress } from '../../api/assets.ts'
import { formatMoment } from '../../format/date.ts'
import { Button } from '../../ui/button.tsx'
import classes from './creative-files.module.css'

const HOW = {
  address: 'fetched from its source',
  hand: 'said by a person to be of it',
  name: 'of it by the file’s name',
  id: 'of it by an id in the file’s name',
} as const

function describeFile({ facts, bytes }: AssetRow): string {
  const size = `${(bytes / 1e6).toFixed(bytes < 1e6 ? 2 : 1)} MB`
  if (facts === null) return `${size}, not read yet`
  const pixels = facts.width === null || facts.height === null ? null : `${facts.width} × ${facts.height}`
  const seconds = facts.durationSeconds === null ? null : `${facts.durationSeconds.toFixed(1)} s`
  return [facts.type, facts.format, pixels, seconds, size].filter((part) => part !== null).join(' · ')
}

export interface CreativeFileProps {
  asset: AssetRow
  /** Key of the creative that is looked at, as it counts. */
  creative: string
  /** Where in the file the tag somebody points at was seen. */
  evidence: TagEvidence | null
  /** Takes the file away from a creative of rows; `null` where the reader may not. */
  onUnlink: ((part: string) => void) | null
}

/** One file of a creative, where a tag was seen in it, and why it is of the creative. */
export function CreativeFile({ asset, creative, evidence, onUnlink }: CreativeFileProps) {
  const { name, facts, notComputed, creatives } = asset
  const shown = name.split('/').at(-1) ?? name
  const unread = facts?.type === 'unknown' ? notComputed[0]?.reason : undefined
  const links = creatives.filter(({ key }) => key === creative)
  return (
    <figure className={classes.file}>
      <div className={classes.shown}>
        <Shown asset={asset} evidence={evidence} />
      </div>
      <figcaption className={classes.about}>
        {shown}
        <br />
        {unread ?? describeFile(asset)}
        {links.map(({ part, name: called, how, at }) => (
          <span key={part} className={classes.link}>
            {links.length > 1 ? `${called}: ` : ''}
            {HOW[how]}
            {at === '' ? '' : `, since ${formatMoment(at)}`}{' '}
            {onUnlink !== null && (
              <Button kind="quiet" label={`Take ${shown} away from ${called}`} onClick={() => onUnlink(part)}>
                Not of it
              </Button>
            )}
          </span>
        ))}
      </figcaption>
    </figure>
  )
}

interface ShownProps {
  asset: AssetRow
  evidence: TagEvidence | null
}

function Shown({ asset: { sha256, name, facts, previews }, evidence }: ShownProps) {
  const [runs, setRuns] = useState(false)
  const has = (preview: AssetRow['previews'][number]) => previews.includes(preview)
  const box = evidence?.box ?? null
  if (facts?.type === 'video') {
    return <Video sha256={sha256} name={name} hasPoster={has('poster')} evidence={evidence} />
  }
  if (facts?.type === 'playable' || facts?.type === 'html') {
    if (runs) {
      return <iframe sandbox="allow-scripts" src={assetAddress(sha256, 'page')} title={`Playable ${name}`} />
    }
    return (
      <>
        {has('poster') && (
          <Marked box={box}>
            <img src={assetAddress(sha256, 'poster')} alt={name} />
          </Marked>
        )}
        <Button onClick={() => setRuns(true)}>Run the playable</Button>
      </>
    )
  }
  const shown = facts?.type === 'animation' ? 'file' : has('poster') ? 'poster' : null
  if (shown === null) return null
  return (
    <Marked box={box}>
      <img src={assetAddress(sha256, shown)} alt={name} />
    </Marked>
  )
}

interface MarkedProps {
  box: TagEvidence['box'] | null
  children: ReactNode
}

/** A picture and nothing else, with a place in it marked. */
function Marked({ box, children }: MarkedProps) {
  return (
    <div className={classes.picture}>
      {children}
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
  )
}

interface VideoProps {
  sha256: string
  name: string
  hasPoster: boolean
  evidence: TagEvidence | null
}

/** A video that stands at the second somebody points at. */
function Video({ sha256, name, hasPoster, evidence }: VideoProps) {
  const { box = null, from = null, to = null } = evidence ?? {}
  const video = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    if (video.current !== null && from !== null) video.current.currentTime = from
  }, [from])
  return (
    <>
      <Marked box={box}>
        <video
          ref={video}
          controls
          preload={from === null ? 'none' : 'auto'}
          src={assetAddress(sha256, 'file')}
          {...(hasPoster ? { poster: assetAddress(sha256, 'poster') } : {})}
          aria-label={name}
        />
      </Marked>
      {from !== null && (
        <p className={classes.second} role="status">
          {to === null || to === from ? `at ${from} s` : `${from} to ${to} s`}
        </p>
      )}
    </>
  )
}
