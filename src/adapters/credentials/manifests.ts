import type { CredentialSigner, Making, PublicRecipe } from '../../application/ports/credential-signer.ts'
import type { EngineKind } from '../../domain/job/job-events.ts'

type About = Parameters<CredentialSigner['sign']>[1]

/** A manifest as the C2PA library takes it, with the file that its ingredient is read from. */
export type ManifestPlan = {
  readonly definition: object
  readonly ingredient: { readonly definition: object; readonly bytes: Uint8Array; readonly mime: string } | null
}

const generator = (version: string) => ({ name: 'Persona Studio', version })
const parentLabel = 'parent'

/** Names of IPTC. The preview engine is an algorithm and was trained on nothing, and its files say so. */
const sourceTypes: Readonly<Record<EngineKind, { readonly created: string; readonly composite: string }>> = {
  comfyui: { created: 'trainedAlgorithmicMedia', composite: 'compositeWithTrainedAlgorithmicMedia' },
  preview: { created: 'algorithmicMedia', composite: 'compositeSynthetic' },
}
const sourceType = (name: string): string => `http://cv.iptc.org/newscodes/digitalsourcetype/${name}`

/** What the file is to say: created, or opened and edited with the parent inside, or only opened when somebody brought it along. */
export function manifestOf({ assetId, madeAt, making }: About, version: string): ManifestPlan {
  const definition = (actions: readonly object[], recipe: object | null): object => ({
    claim_generator_info: [generator(version)],
    title: `${assetId}.png`,
    format: 'image/png',
    assertions: [
      { label: 'c2pa.actions.v2', data: { actions } },
      ...(recipe === null ? [] : [{ label: 'org.personastudio.recipe', data: recipe }]),
    ],
  })
  switch (making.kind) {
    case 'generated':
      return {
        definition: definition([created(making.recipe, madeAt)], { schema: 1, imageId: assetId, ...making.recipe }),
        ingredient: null,
      }
    case 'edited':
      return {
        definition: definition([opened, edited(making, madeAt)], recipeOfEdit(assetId, making)),
        ingredient: parent(`${making.parent.assetId}.png`, making.parent.png, 'image/png'),
      }
    case 'uploaded':
      return {
        definition: definition([opened, { action: 'c2pa.transcoded', when: madeAt }], null),
        ingredient: parent('upload', making.original, mimeOf(making.original)),
      }
  }
}

const opened = { action: 'c2pa.opened', parameters: { ingredientIds: [parentLabel] } }

const created = ({ engine }: PublicRecipe, when: string): object => ({
  action: 'c2pa.created',
  when,
  softwareAgent: agentOf(engine),
  digitalSourceType: sourceType(sourceTypes[engine].created),
})

function edited({ recipe: { engine }, mask: { region } }: Extract<Making, { kind: 'edited' }>, when: string): object {
  const { x, y, width, height } = region
  return {
    action: 'c2pa.edited',
    when,
    softwareAgent: agentOf(engine),
    digitalSourceType: sourceType(sourceTypes[engine].composite),
    description: 'The masked area was drawn anew; every other pixel is the parent\u2019s.',
    changes: [
      {
        description: 'drawn anew',
        region: [{ type: 'spatial', shape: { type: 'rectangle', unit: 'pixel', origin: { x, y }, width, height } }],
      },
    ],
  }
}

/** Objects, not arrays: readers show an array of numbers in an assertion of our own as base64. */
function recipeOfEdit(assetId: string, { parent, recipe, mask }: Extract<Making, { kind: 'edited' }>): object {
  const { sha256, coveragePct, region } = mask
  return {
    schema: 1,
    imageId: assetId,
    parentImageId: parent.assetId,
    ...recipe,
    maskSha256: sha256,
    maskCoveragePct: coveragePct,
    region: { ...region },
  }
}

const parent = (title: string, bytes: Uint8Array, mime: string): ManifestPlan['ingredient'] => ({
  definition: { title, format: mime, relationship: 'parentOf', label: parentLabel },
  bytes,
  mime,
})

const agentOf = (engine: EngineKind): object => ({ name: engine === 'preview' ? 'Persona Studio preview engine' : 'ComfyUI' })

/** By the first bytes; the gate has let no other kinds through. */
function mimeOf(picture: Uint8Array): 'image/png' | 'image/jpeg' | 'image/webp' {
  if (picture[0] === 0xff) return 'image/jpeg'
  return picture[0] === 0x52 ? 'image/webp' : 'image/png'
}
