import type { HighlightResult } from 'highlight.js'

type Branch = { scope?: string; children: (Branch | string)[] }

const fewest = 4
const mark = 'code-wraps'

/** What colours a block, line by line: no markup is made from a stranger's code. */
export function colouredLines(result: HighlightResult): Node[][] {
  return linesOf((result._emitter as unknown as { rootNode: Branch }).rootNode)
}

export function plainLines(text: string): Node[][] {
  return text.split('\n').map(line => [document.createTextNode(line)])
}

// A comment or string that runs over several lines is a token in each of them.
function linesOf(branch: Branch): Node[][] {
  const lines: Node[][] = [[]]
  for (const child of branch.children) {
    const inner = typeof child === 'string' ? plainLines(child) : linesOf(child).map(nodes => wrapped(child.scope, nodes))
    lines.at(-1)?.push(...(inner.shift() ?? []))
    lines.push(...inner)
  }
  return lines
}

function wrapped(scope: string | undefined, nodes: Node[]): Node[] {
  if (!scope || scope.startsWith('language:')) return nodes
  const span = document.createElement('span')
  span.className = `tok-${scope.replace(/[._].*$/, '')}`
  span.append(...nodes)
  return [span]
}

/** Puts the lines in place, numbered where there are enough of them. Numbers come from the stylesheet, so nobody copies them. */
export function placeLines(code: HTMLElement, lines: Node[][]) {
  // The line break that ends the last line begins none.
  if (lines.length > 1 && lines.at(-1)?.every(node => !node.textContent)) lines.pop()
  if (lines.length >= fewest) code.classList.add('code-numbered')
  code.replaceChildren(...lines.flatMap(nodes => {
    const line = document.createElement('span')
    line.className = 'code-line'
    line.append(...nodes)
    return [line, document.createTextNode('\n')]
  }))
}

/** A switch for blocks that are wider than their place. Who wraps one wraps all, here and on the next page. */
export function wrapSwitch(label: string, block: HTMLElement, pre: HTMLElement): HTMLButtonElement {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'code-tool'
  button.textContent = label
  const show = (on: boolean) => {
    block.classList.toggle(mark, on)
    button.setAttribute('aria-pressed', String(on))
  }
  show(kept())
  button.hidden = !kept() && pre.scrollWidth <= pre.clientWidth
  button.addEventListener('click', () => {
    const on = !block.classList.contains(mark)
    keep(on)
    show(on)
  })
  return button
}

function kept() {
  try {
    return localStorage.getItem(mark) === '1'
  } catch {
    return false
  }
}

function keep(on: boolean) {
  try {
    if (on) localStorage.setItem(mark, '1')
    else localStorage.removeItem(mark)
  } catch {
    // Then it is for this block alone.
  }
}
