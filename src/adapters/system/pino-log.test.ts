import { describe, expect, it } from '@jest/globals'
import type { LogFields } from '../../application/ports/log.ts'
import { pinoLog } from './pino-log.ts'

function catcher() {
  const lines: string[] = []
  return { lines, destination: { write: (line: string) => void lines.push(line) } }
}

describe('the log', () => {
  it('writes the message, the level and the allowed fields as one line of JSON', () => {
    const { lines, destination } = catcher()
    pinoLog('info', destination).warn('job ended', { jobId: 'j1', status: 201, route: '/image/comfyui/:promptId/results' })
    expect(lines).toHaveLength(1)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'warn',
      msg: 'job ended',
      jobId: 'j1',
      status: 201,
      route: '/image/comfyui/:promptId/results',
    })
  })

  it('given fields that are not on the list, or of another type, then they are dropped at run time', () => {
    const { lines, destination } = catcher()
    const leaky = { jobId: 'j1', prompt: 'CANARY-1', token: 'CANARY-2', status: 'CANARY-3', error: { address: 'CANARY-4' } }
    pinoLog('info', destination).info('hello', leaky as unknown as LogFields)
    expect(lines.join()).not.toContain('CANARY')
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ jobId: 'j1' })
  })

  it('names neither the machine nor the process', () => {
    const { lines, destination } = catcher()
    pinoLog('info', destination).info('hello')
    expect(Object.keys(JSON.parse(lines[0] ?? '{}')).sort()).toEqual(['level', 'msg', 'time'])
  })

  it.each([
    ['debug', ['debug', 'info', 'warn', 'error']],
    ['info', ['info', 'warn', 'error']],
    ['warn', ['warn', 'error']],
    ['error', ['error']],
    ['silent', []],
  ] as const)('given level %s, then %j are written', (level, written) => {
    const { lines, destination } = catcher()
    const log = pinoLog(level, destination)
    log.debug('a')
    log.info('a')
    log.warn('a')
    log.error('a')
    expect(lines.map((line) => JSON.parse(line).level)).toEqual(written)
  })
})
