import { describe, expect, it } from '@jest/globals'
import request from 'supertest'
import { httpServer } from './http-server.ts'
import { openApiOf, templateOf } from './openapi.ts'
import { routeTable } from './route-table.ts'
import { testWorld } from './test-world.ts'

const routes = routeTable(testWorld().door)
const description = openApiOf(routes, '0.0.0')
const text = JSON.stringify(description)

describe('the description of the API', () => {
  it('is OpenAPI 3.1 and is served as such', async () => {
    const answer = await request(httpServer(testWorld().door))
      .get('/openapi.json')
      .expect(200)
      .expect('Content-Type', /application\/json/)
    expect(answer.body).toEqual(JSON.parse(text))
    expect(description.openapi).toBe('3.1.0')
  })

  it('lists every row of the route table and nothing else', () => {
    const described = Object.entries(description.paths ?? {}).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method} ${path}`),
    )
    expect(described.sort()).toEqual(routes.map(({ method, path }) => `${method} ${templateOf(path)}`).sort())
  })

  it('names each operation once, and every parameter of its address', () => {
    const operations = Object.entries(description.paths ?? {}).flatMap(([path, item]) =>
      Object.values(item).map((operation) => ({ path, operation })),
    )
    const names = operations.map(({ operation }) => operation.operationId)
    expect(new Set(names).size).toBe(names.length)
    for (const { path, operation } of operations) {
      const inPath = (operation.parameters ?? [])
        .filter((one: { in: string }) => one.in === 'path')
        .map((one: { name: string }) => `{${one.name}}`)
      expect(path.match(/\{\w+\}/g) ?? []).toEqual(inPath)
    }
  })

  it('has no reference that leads nowhere', () => {
    const known = Object.keys(description.components?.schemas ?? {})
    const used = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map((match) => match[1])
    expect(used.filter((name) => name === undefined || !known.includes(name))).toEqual([])
    expect(known).toEqual(expect.arrayContaining(['Image', 'Job', 'JobEvent', 'ImageEvent', 'Character', 'Problem', 'InpaintRequest']))
  })

  it('changes only on purpose: the addresses and what they answer', () => {
    const shapes = routes.map(
      (route) => `${route.method} ${templateOf(route.path)} ${route.access} -> ${Object.keys(route.answers).join(', ')}`,
    )
    expect(shapes).toMatchSnapshot()
    expect(description.components?.schemas).toMatchSnapshot()
  })

  it('has a viewer that loads nothing from elsewhere', async () => {
    const page = await request(httpServer(testWorld().door)).get('/docs').expect(200)
    expect(page.text).not.toMatch(/https?:\/\//)
    expect(page.text).toContain('/docs/rapidoc-min.js')
  })
})
