import { hearAnswer } from '../../Kernel/Ui/Forms/copies'

// Loads an island (a custom element in a .ts file of its own name beside its page) the first time its tag is on the page.
const files = import.meta.glob(['../../Kernel/**/*.ts', '../../Modules/**/*.ts', '!**/bin/**', '!**/obj/**'])

// Before any form looks for copies of its texts.
hearAnswer()

const islands = new Map<string, () => Promise<unknown>>()
for (const [path, load] of Object.entries(files)) {
  const tag = path.slice(path.lastIndexOf('/') + 1, -3)
  // A custom element's name has a hyphen; other files are parts that islands import.
  if (tag.includes('-')) islands.set(tag, load)
}

function wake(element: Element) {
  const load = islands.get(element.localName)
  if (!load) return
  islands.delete(element.localName)
  load().catch((error: unknown) => console.error(`The island <${element.localName}> did not load.`, error))
}

function wakeAll(root: ParentNode) {
  for (const element of root.querySelectorAll(':not(:defined)')) wake(element)
}

wakeAll(document)
new MutationObserver(records => {
  for (const record of records) {
    for (const node of record.addedNodes) {
      if (!(node instanceof Element)) continue
      wake(node)
      wakeAll(node)
    }
  }
}).observe(document, { childList: true, subtree: true })

/** One field that searches, goes and writes. @returns whether this page has it. */
function openPalette(): boolean {
  if (!document.querySelector('[data-palette-words]')) return false
  const there = document.querySelector('command-palette')
  if (there) there.dispatchEvent(new Event('palette-open'))
  else document.body.append(document.createElement('command-palette'))
  return true
}

document.addEventListener('click', event => {
  const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey
  if (!plain || event.defaultPrevented || !(event.target instanceof Element) || !event.target.closest('[data-palette]')) return
  if (openPalette()) event.preventDefault()
})

// What j and k go through: the links by which the things of a list are opened.
const titles = '.article-row-title, .tile-title, .topic-title, .resource-title, .lecture-title, .hits h2'
const stops = `main :is(${titles}) > a, main tbody tr > :first-child a`

/** To the next or the one before; a list with keys of its own has them there. */
function step(by: number): boolean {
  if (document.querySelector('review-keys, [data-own-keys]')) return false
  const links = [...document.querySelectorAll<HTMLElement>(stops)].filter(link => link.checkVisibility())
  const at = links.findIndex(link => link === document.activeElement)
  const next = links[at < 0 ? (by > 0 ? 0 : links.length - 1) : Math.max(0, Math.min(links.length - 1, at + by))]
  next?.focus()
  next?.scrollIntoView({ block: 'nearest' })
  return next !== undefined
}

document.addEventListener('keydown', event => {
  if (event.altKey || event.isComposing) return
  const bare = !event.ctrlKey && !event.metaKey
  const chord = event.key.toLowerCase() === 'k' && !bare && !event.shiftKey
  const [target, slash] = [event.target, event.key === '/' && bare]
  // A slash and letters outside of fields, Ctrl+K everywhere but where text is written: there an editor makes a link with it.
  const busy = chord ? 'textarea' : 'input, textarea, select, dialog'
  if (target instanceof HTMLElement && (target.isContentEditable || target.closest(busy))) return
  if (chord && openPalette()) return event.preventDefault()
  if (bare && (event.key === 'j' || event.key === 'k') && step(event.key === 'j' ? 1 : -1)) return event.preventDefault()
  if (!(slash || chord)) return
  const search = [...document.querySelectorAll<HTMLInputElement>('input[type="search"]')].find(input => input.checkVisibility())
  if (!search) return
  event.preventDefault()
  search.focus()
  search.select()
})
