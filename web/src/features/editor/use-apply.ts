import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { engineQuery, type Engine } from '../../api/engine.ts'
import type { WireImage } from '../../api/images.ts'
import { sentenceFor } from '../../api/http.ts'
import { useInpaint, type InpaintRequest } from '../../api/jobs.ts'
import { wishInHand } from '../../api/wish.ts'
import type { MaskEngine } from '../../mask-engine/mask-engine.ts'
import type { MaskPng } from '../../mask-engine/mask-png.ts'
import { editorWords } from '../../strings/en-editor.ts'
import { randomSeed } from '../../ui/seed.ts'
import { toast } from '../../ui/toast.ts'
import { useEditorPrefs } from './editor-prefs.ts'
import { useEditorStore, type EditorState } from './editor-state.ts'
import type { Results } from './use-results.ts'

export type Apply = { readonly sending: boolean; send(): Promise<void> }

/** Sends the edit. Whatever happens, mask and words stay; the first result of a run is shown beside its source if the hand rests. */
export function useApply({
  image,
  engine,
  png,
  results,
}: {
  readonly image: WireImage
  readonly engine: MaskEngine
  readonly png: MaskPng
  readonly results: Results
}): Apply {
  const store = useEditorStore()
  const inpaint = useInpaint()
  const engineCan = useQuery(engineQuery).data?.capabilities
  const [sending, setSending] = useState(false)
  const [wish] = useState(() => wishInHand<InpaintRequest & { readonly seed: number }>())
  const awaited = useRef<{ readonly jobIds: ReadonlySet<string>; readonly revision: number } | null>(null)

  useEffect(() => {
    const done = results.places.find((place) => place.image !== undefined && awaited.current?.jobIds.has(place.job.id) === true)
    if (done?.image === undefined || awaited.current === null) return
    const atRest = engine.facts().revision === awaited.current.revision && !engine.drawing()
    awaited.current = null
    if (atRest && useEditorPrefs.getState().autoShow) store.setState({ shownImageId: done.image.id, comparing: true })
    else toast.success(editorWords.ready)
  }, [results, engine, store])

  const send = async (): Promise<void> => {
    const facts = engine.facts()
    const state = store.getState()
    if (sending || facts.coveredPixels === 0 || state.prompt.trim() === '') return
    setSending(true)
    try {
      const maskedImageBase64Png = await png.encode(engine.plane)
      const full = facts.coveredPixels === engine.plane.alpha.length
      const wanted = { ...bodyOf(image, state), ...engineWishes(state, engineCan), maskedImageBase64Png, allowFullMask: full }
      const kept = state.seedLocked && state.seed !== '' ? Number(state.seed) : null
      const sent = wish.send({ ...wanted, kept }, () => ({ ...wanted, seed: kept ?? randomSeed() }))
      if (!state.seedLocked) store.setState({ seed: String(sent.input.seed) })
      const accepted = await inpaint.mutateAsync(sent)
      wish.heard(null)
      awaited.current = { jobIds: new Set(accepted.promptIds), revision: facts.revision }
      store.setState({ shownImageId: null, comparing: false })
      accepted.warnings.forEach((warning) => toast(warning.text))
    } catch (error) {
      wish.heard(error)
      toast.error(sentenceFor(error))
    } finally {
      setSending(false)
    }
  }
  return { sending, send }
}

function bodyOf(image: WireImage, state: EditorState) {
  return {
    characterId: image.characterId,
    sourceImageId: image.id,
    prompt: state.prompt.trim(),
    ...(state.negativePrompt.trim() === '' ? {} : { negativePrompt: state.negativePrompt.trim() }),
    count: state.count,
    growPx: state.growPx,
    featherPx: state.featherPx,
  }
}

/** What not every engine honours goes along only where this one does: a wish from another day must not be the reason for a refusal. */
function engineWishes(state: EditorState, can: Engine['capabilities'] | undefined) {
  return {
    ...(can?.strength.can === true ? { strength: state.strengthPct / 100 } : {}),
    ...(can?.maskedArea.can === true ? { area: state.area } : {}),
  }
}
