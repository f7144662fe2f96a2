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

document.addEventListener('keydown', event => {
  // A slash outside of fields, Ctrl+K everywhere but where text is written: there an editor makes a link with it.
  const slash = event.key === '/' && !event.ctrlKey && !event.metaKey
  const chord = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.shiftKey
  if (!(slash || chord) || event.altKey || event.isComposing) return
  const target = event.target
  const busy = slash ? 'input, textarea, select' : 'textarea'
  if (target instanceof HTMLElement && (target.isContentEditable || target.closest(busy))) return
  const search = [...document.querySelectorAll<HTMLInputElement>('input[type="search"]')].find(input => input.checkVisibility())
  if (!search) return
  event.preventDefault()
  search.focus()
  search.select()
})
