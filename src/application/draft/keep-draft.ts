import { ok } from '../../domain/decider.ts'
import { ownImage } from '../authority.ts'
import { faulty } from '../field-faults.ts'
import type { Ports } from '../ports/ports.ts'
import type { UseCases } from '../use-cases.ts'

const mostSettingsChars = 64 * 1024
/** A mask travels within a request body of 20 MB; so does its draft. */
const mostMaskChars = 20 * 1024 * 1024

/** The draft of an edit of one's own picture; null when there is none, which is how every edit begins and no mistake of the asker's. */
export const loadDraft =
  (ports: Ports): UseCases['loadDraft'] =>
  async ({ imageId }, caller) => {
    const image = await ownImage(ports.eventStore, imageId, caller.user.id)
    if (!image.ok) return image
    return ok(await ports.draftStore.load(caller.user.id, imageId))
  }

/** Keeps a draft when nobody wrote a newer one meanwhile; else answers with that newer one. */
export const saveDraft =
  (ports: Ports): UseCases['saveDraft'] =>
  async ({ imageId, basedOn, settings, maskBase64Png }, caller) => {
    const settingsChars = JSON.stringify(settings).length
    const fault = faulty([
      settingsChars > mostSettingsChars
        ? { field: 'settings', expected: `at most ${mostSettingsChars} characters as JSON`, came: String(settingsChars) }
        : null,
      (maskBase64Png ?? '').length > mostMaskChars
        ? { field: 'maskBase64Png', expected: `at most ${mostMaskChars} characters`, came: 'more' }
        : null,
    ])
    if (fault !== null) return fault
    const image = await ownImage(ports.eventStore, imageId, caller.user.id)
    if (!image.ok) return image
    return ok(await ports.draftStore.save(caller.user.id, imageId, basedOn, { settings, maskBase64Png }))
  }

export const discardDraft =
  (ports: Ports): UseCases['discardDraft'] =>
  async ({ imageId }, caller) => {
    const image = await ownImage(ports.eventStore, imageId, caller.user.id)
    if (!image.ok) return image
    await ports.draftStore.remove(caller.user.id, imageId)
    return ok(null)
  }
