import { describe, expect, it } from '@jest/globals'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import ts from 'typescript'

const web = join(__dirname, '..')
/** Values of the wire are looked up by what they say. */
const contract = join(web, '../../src/adapters/http/contract')
const sources = readdirSync(web, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
  .map((name) => ({ name, code: readFileSync(join(web, name), 'utf8') }))
const catalogue = sources.filter(({ name }) => name.startsWith('strings/'))
const rest = sources.filter(({ name }) => !name.startsWith('strings/'))

const parsed = ({ name, code }: { readonly name: string; readonly code: string }): ts.SourceFile =>
  ts.createSourceFile(name, code, ts.ScriptTarget.Latest, true, name.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS)

function eachNode(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node)
  ts.forEachChild(node, (child) => eachNode(child, visit))
}

/** Attributes that people read or hear. */
const spoken = new Set(['aria-label', 'aria-description', 'title', 'placeholder', 'alt', 'label', 'hint', 'intro', 'confirm'])
const hasWord = (text: string): boolean => /\p{L}{2}/u.test(text)

function literalsOf(file: ts.SourceFile): readonly string[] {
  const found: string[] = []
  eachNode(file, (node) => {
    if (ts.isJsxText(node) && hasWord(node.text)) found.push(node.text.trim())
    if (!ts.isJsxAttribute(node) || !spoken.has(node.name.getText()) || node.initializer === undefined) return
    if (ts.isStringLiteral(node.initializer) && hasWord(node.initializer.text)) found.push(node.initializer.text)
  })
  return found
}

function namesOf(file: ts.SourceFile): readonly string[] {
  const found: string[] = []
  eachNode(file, (node) => {
    if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name)) found.push(node.name.text)
  })
  return found
}

describe('the catalogue of words', () => {
  it('holds every word that a component shows', () => {
    const strays = rest.flatMap((source) => literalsOf(parsed(source)).map((words) => `${relative('.', source.name)}: ${words}`))
    expect(strays).toEqual([])
  })

  it('holds no word that nobody shows', () => {
    const known = new Set(rest.flatMap(({ code }) => code.match(/\w+/g) ?? []))
    for (const name of readdirSync(contract))
      readFileSync(join(contract, name), 'utf8')
        .match(/\w+/g)
        ?.forEach((word) => known.add(word))
    expect(catalogue.flatMap((source) => namesOf(parsed(source))).filter((name) => !known.has(name))).toEqual([])
  })
})
