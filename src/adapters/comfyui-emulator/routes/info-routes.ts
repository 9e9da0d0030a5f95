import { modelFilesOf } from '../profile.ts'
import type { NodeInfo, Profile } from '../profile.ts'
import type { Engine } from '../engine.ts'
import { emptyAnswer, jsonAnswer } from './route.ts'
import type { Route } from './route.ts'

/** What the server says about itself and what it can do. */
export const infoRoutes: readonly Route[] = [
  { method: 'GET', path: /^\/system_stats$/, answer: ({ profile }) => jsonAnswer(profile.systemStats) },
  { method: 'GET', path: /^\/features$/, answer: ({ profile }) => jsonAnswer(profile.features) },
  { method: 'GET', path: /^\/embeddings$/, answer: () => jsonAnswer([]) },
  { method: 'GET', path: /^\/models$/, answer: ({ profile }) => jsonAnswer(profile.modelFolders) },
  { method: 'GET', path: /^\/models\/([^/]+)$/, answer: ({ profile }, { captured }) => modelFolder(profile, captured[0] ?? '') },
  { method: 'GET', path: /^\/object_info$/, answer: (engine) => jsonAnswer(describeAll(engine)) },
  {
    method: 'GET',
    path: /^\/object_info\/([^/]+)$/,
    answer: (engine, { captured }) => {
      const name = captured[0] ?? ''
      const all = describeAll(engine)
      return jsonAnswer(Object.hasOwn(all, name) ? { [name]: all[name] } : {})
    },
  },
]

function modelFolder(profile: Profile, folder: string) {
  const files = modelFilesOf(profile, folder)
  return files ? jsonAnswer(files) : emptyAnswer(404)
}

/** The recorded declarations, but for the pictures that can be loaded: those are the ones uploaded here. */
function describeAll({ profile, files }: Engine): Readonly<Record<string, NodeInfo>> {
  const described: Record<string, NodeInfo> = { ...profile.objectInfo }
  for (const name of ['LoadImage', 'LoadImageMask']) {
    const info = described[name]
    const options = info?.input.required?.['image']?.[1]
    if (!info) continue
    described[name] = {
      ...info,
      input: { ...info.input, required: { ...info.input.required, image: [files.inputNames(), options ?? {}] } },
    }
  }
  return described
}
