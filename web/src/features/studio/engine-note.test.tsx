import { describe, expect, it, afterEach } from '@jest/globals'
import { createMemoryHistory, createRootRoute, createRouter, RouterContextProvider } from '@tanstack/react-router'
import { cleanup, render, screen } from '@testing-library/react'
import type { Engine } from '../../api/engine.ts'
import { EngineNote } from './engine-note.tsx'

afterEach(cleanup)

const able = { can: true, why: [] }
const engine = (generate: Engine['capabilities']['generate'], reachable: boolean): Engine =>
  ({ engine: 'comfyui', summary: '', capabilities: { generate }, backends: [{ backendId: 'pod-1', reachable }] }) as unknown as Engine

const show = (said: Engine): void => {
  const router = createRouter({ routeTree: createRootRoute(), history: createMemoryHistory() })
  render(
    <RouterContextProvider router={router}>
      <EngineNote engine={said} />
    </RouterContextProvider>,
  )
}

describe('before anything is asked for', () => {
  it('nothing is said while an engine can draw', () => {
    show(engine(able, true))
    expect(screen.queryByRole('status')).toBeNull()
  })
  it('that none can is said with the reason', () => {
    show(engine({ can: false, why: ['pod-1 lacks the model flux1-dev.safetensors.'] }, true))
    expect(screen.getByText('No engine can draw at the moment')).toBeTruthy()
    expect(screen.getByText('pod-1 lacks the model flux1-dev.safetensors.')).toBeTruthy()
    expect(screen.getByRole('link').getAttribute('href')).toBe('/settings')
  })
  it('that none answers is said as waiting, not as a refusal', () => {
    show(engine(able, false))
    expect(screen.getByText('No engine answers at the moment. Pictures wait until one does.')).toBeTruthy()
  })
})
