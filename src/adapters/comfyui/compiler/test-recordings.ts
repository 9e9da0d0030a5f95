import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Graph } from '../workflow.ts'
import { readNodeDefinitions, type NodeDefinitions } from './node-definitions.ts'

export const recordedVersions = ['0.3.64', '0.33.0'] as const
export type RecordedVersion = (typeof recordedVersions)[number]

/** What a front end saved, and what it would have sent for it. */
export type RecordedExport = { readonly ui: unknown; readonly api: Graph }

export const recordedExports = (version: RecordedVersion): Readonly<Record<string, RecordedExport>> => recorded(version, 'exports.json')
export const recordedClasses = (version: RecordedVersion): NodeDefinitions => readNodeDefinitions(recorded(version, 'object_info.json'))

export const recordingsDir = join(__dirname, 'recordings')

const recorded = <Content>(version: RecordedVersion, file: string): Content =>
  JSON.parse(readFileSync(join(recordingsDir, version, file), 'utf8')) as Content

/** Titles are for people: front ends write them differently for the same graph. */
export const withoutTitles = (graph: Graph): Graph =>
  Object.fromEntries(Object.entries(graph).map(([id, { class_type, inputs }]) => [id, { class_type, inputs }]))
