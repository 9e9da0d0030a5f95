import { ConfigInvalid } from './config-values.ts'

/** What a process may be. `migrate` ends by itself. */
export const roles = ['all', 'api', 'worker', 'projector', 'migrate'] as const

type Demanded =
  'DATABASE_URL' | 'DATA_KEY' | 'CREDENTIALS_CERT' | 'CREDENTIALS_KEY' | 'COMFYUI_URLS' | 'COMFYUI_PODS_FILE' | 'EVENTSTORE_URL'

type Given = {
  readonly NODE_ENV: string
  readonly APP_ROLE: (typeof roles)[number]
  readonly EVENT_STORE: string
} & { readonly [Name in Demanded]?: string | readonly string[] | undefined }

/** Refuses settings that hold one by one and not together; each demand is told by the variable that would meet it. */
export function refuseIncomplete(set: Given): void {
  const unmet = demands.filter(({ of, variable }) => set[variable] === undefined && of(set))
  if (unmet.length > 0) throw new ConfigInvalid(unmet.map(({ variable, expected }) => `  ${variable}: ${expected}`).join('\n'))
  if (set.COMFYUI_PODS_FILE !== undefined && set.COMFYUI_URLS !== undefined) {
    throw new ConfigInvalid('  COMFYUI_PODS_FILE: expected one of COMFYUI_URLS and COMFYUI_PODS_FILE, not both')
  }
}

const isPart = ({ APP_ROLE }: Given): boolean => APP_ROLE !== 'all'
const isGivenKeys = (set: Given): boolean => set.NODE_ENV === 'production' || isPart(set)
const speaksToEngines = ({ APP_ROLE }: Given): boolean => APP_ROLE === 'api' || APP_ROLE === 'worker'

/** Keys that each process made for itself would not be the same key, and an engine inside each of them not the same engine. */
const demands: readonly { readonly variable: Demanded; of(set: Given): boolean; readonly expected: string }[] = [
  {
    variable: 'DATABASE_URL',
    of: isPart,
    expected: 'expected a PostgreSQL; the embedded database is of one process alone, so it allows only APP_ROLE=all',
  },
  {
    variable: 'DATA_KEY',
    of: isGivenKeys,
    expected: 'expected 64 hexadecimal digits; it is required in production, and when APP_ROLE is not `all`',
  },
  {
    variable: 'CREDENTIALS_CERT',
    of: (set) => isGivenKeys(set) && set.CREDENTIALS_KEY === undefined,
    expected: 'expected a PEM file; it is required in production, and when APP_ROLE is not `all`, with CREDENTIALS_KEY',
  },
  {
    variable: 'COMFYUI_URLS',
    of: (set) => speaksToEngines(set) && set.COMFYUI_PODS_FILE === undefined,
    expected: 'expected when APP_ROLE is not `all`, or COMFYUI_PODS_FILE; `npm run comfyui:emulator` serves the preview engine to several',
  },
  {
    variable: 'EVENTSTORE_URL',
    of: ({ EVENT_STORE }) => EVENT_STORE === 'eventstoredb',
    expected: 'expected for EVENT_STORE=eventstoredb',
  },
]
