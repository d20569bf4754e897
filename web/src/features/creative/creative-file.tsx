import { useEffect, useRef, useState } from 'react'
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
  const box = evidence?.box ?? null
  return (
    <figure className={classes.file}>
      <div className={classes.shown}>
        <Shown asset={asset} from={evidence?.from ?? null} to={evidence?.to ?? null} />
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
  from: number | null
  to: number | null
}

function Shown({ asset: { sha256, name, facts, previews }, from, to }: ShownProps) {
  const [runs, setRuns] = useState(false)
  const has = (preview: AssetRow['previews'][number]) => previews.includes(preview)
  if (facts?.type === 'video') {
    return <Video sha256={sha256} name={name} hasPoster={has('poster')} from={from} to={to} />
  }
  if (facts?.type === 'playable' || facts?.type === 'html') {
    if (runs) {
      return <iframe sandbox="allow-scripts" src={assetAddress(sha256, 'page')} title={`Playable ${name}`} />
    }
    return (
      <>
        {has('poster') && <img src={assetAddress(sha256, 'poster')} alt={name} />}
        <Button onClick={() => setRuns(true)}>Run the playable</Button>
      </>
    )
  }
  if (facts?.type === 'animation') return <img src={assetAddress(sha256, 'file')} alt={name} />
  return has('poster') ? <img src={assetAddress(sha256, 'poster')} alt={name} /> : null
}

interface VideoProps {
  sha256: string
  name: string
  hasPoster: boolean
  from: number | null
  to: number | null
}

/** A video that stands at the second somebody points at. */
function Video({ sha256, name, hasPoster, from, to }: VideoProps) {
  const video = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    if (video.current !== null && from !== null) video.current.currentTime = from
  }, [from])
  return (
    <>
      <video
        ref={video}
        controls
        preload={from === null ? 'none' : 'auto'}
        src={assetAddress(sha256, 'file')}
        {...(hasPoster ? { poster: assetAddress(sha256, 'poster') } : {})}
        aria-label={name}
      />
      {from !== null && (
        <p className={classes.second} role="status">
          {to === null || to === from ? `at ${from} s` : `${from} to ${to} s`}
        </p>
      )}
    </>
  )
}
