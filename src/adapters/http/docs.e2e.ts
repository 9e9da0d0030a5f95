import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { chromium, type Browser } from 'playwright-core'
import { httpServer } from './http-server.ts'
import { testWorld } from './test-world.ts'

let server: Server
let browser: Browser
beforeAll(async () => {
  const { door } = testWorld()
  server = createServer(
    httpServer({ ...door, config: { ...door.config, docsScriptDir: join(process.cwd(), 'node_modules/rapidoc/dist') } }),
  )
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: ['--no-sandbox'] })
}, 120_000)
afterAll(async () => {
  await browser.close()
  server.closeAllConnections()
  server.close()
})

it('the documentation is drawn in a browser under our own rules, without a word from elsewhere', async () => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const page = await browser.newPage()
  const complaints: string[] = []
  const elsewhere: string[] = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('request', (request) => !request.url().startsWith(url) && !request.url().startsWith('data:') && elsewhere.push(request.url()))
  await page.goto(`${url}/docs`)
  await page.getByText('Edit a picture inside a painted mask').first().waitFor()
  expect({ complaints, elsewhere }).toEqual({ complaints: [], elsewhere: [] })
}, 120_000)
