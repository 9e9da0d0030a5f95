import { useQueries, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { imageQuery, type WireImage } from '../../api/images.ts'
import { jobsQuery, type Job } from '../../api/jobs.ts'
import { useEditor, useEditorStore } from './editor-state.ts'

/** One place of the strip: a job, and its picture once it is there. */
export type ResultPlace = { readonly job: Job; readonly image: WireImage | undefined }
export type Results = { readonly places: readonly ResultPlace[] }

const mostShown = 12
const failedShownMs = 60 * 60_000

/** The edits of this picture, oldest first. They are the server's, so a reload shows the same; discarded and cancelled ones are gone. */
export function useResults(image: WireImage): Results {
  const jobs = useQuery(jobsQuery).data
  const edits = useMemo(
    () =>
      (jobs ?? [])
        .filter((job) => job.kind === 'edit' && job.sourceImageId === image.id && isShown(job))
        .slice(0, mostShown)
        .reverse(),
    [jobs, image.id],
  )
  const images = useQueries({ queries: edits.map((job) => ({ ...imageQuery(job.imageIds[0] ?? ''), enabled: job.imageIds.length > 0 })) })
  const places = edits.flatMap((job, at) => {
    const image = images[at]?.data
    return image === null || (image !== undefined && image.deletedAt !== null) ? [] : [{ job, image }]
  })
  return { places }
}

/** A result that is looked at and goes elsewhere leaves nothing to look at: the stage is the source's again, and can be painted on. */
export function useLastingResult({ places }: Results): void {
  const store = useEditorStore()
  const shownId = useEditor((state) => state.shownImageId)
  const isGone = shownId !== null && places.every((place) => place.image?.id !== shownId)
  useEffect(() => {
    if (isGone) store.setState({ shownImageId: null, comparing: false })
  }, [isGone, store])
}

const isShown = (job: Job): boolean =>
  job.state !== 'cancelled' && (job.state !== 'failed' || Date.now() - new Date(job.updatedAt).getTime() < failedShownMs)
