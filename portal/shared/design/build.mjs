// Compiles heard.scss, mirrors it, stamps both with the fingerprint of what they were made from, and packs them and the
// script for the wire: the web process serves the packed files as they are.
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import * as sass from 'sass'
import rtlcss from 'rtlcss'

const here = dirname(fileURLToPath(import.meta.url))
const out = process.argv[2] ?? join(here, '..', 'static', 'css')
const sources = readdirSync(here).filter((name) => name.endsWith('.scss') || name === 'package.json').sort()
const hash = createHash('sha256')
for (const name of sources) hash.update(name + '\n').update(readFileSync(join(here, name)))
const stamp = `/*! heard ${hash.digest('hex').slice(0, 16)} - contains GOV.UK Frontend 6.3.0, MIT */\n`

const { css } = sass.compile(join(here, 'heard.scss'), {
  style: 'compressed',
  loadPaths: [join(process.cwd(), 'node_modules')],
  quietDeps: true
})
const plain = css.replace(/^\uFEFF/, '')
writeFileSync(join(out, 'heard.css'), stamp + plain + '\n')
writeFileSync(join(out, 'heard.rtl.css'), stamp + rtlcss.process(plain) + '\n')
for (const name of ['heard.css', 'heard.rtl.css', '../js/heard.js']) {
  const content = readFileSync(join(out, name))
  writeFileSync(join(out, name + '.gz'), gzipSync(content, { level: 9 }))
  writeFileSync(join(out, name + '.br'), brotliCompressSync(content))
}
