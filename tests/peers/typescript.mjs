// Runs a TypeScript file as Node 22.18 and newer do by themselves: takes its types away and runs what is left. typescript.mjs FILE
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { transformWithOxc } from 'vite'

const file = process.argv[2]
const { code } = await transformWithOxc(readFileSync(file, 'utf8'), file, { sourcemap: false })
const built = join(mkdtempSync(join(tmpdir(), 'guildhall-bot-')), 'bot.mjs')
writeFileSync(built, code)
await import(pathToFileURL(built).href)
