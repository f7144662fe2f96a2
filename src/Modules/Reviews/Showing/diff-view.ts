// <diff-view>: gives the lines of a file's diff the colours of its language, each side read as a whole. Without script the lines are there.
import { tokensOfAsync } from '../../../Kernel/Ui/Reading/code'

class DiffView extends HTMLElement {
  private watcher?: IntersectionObserver

  connectedCallback() {
    // A wide file scrolls, so the keyboard must reach it.
    if (this.scrollWidth > this.clientWidth) this.tabIndex = 0
    this.watcher = new IntersectionObserver(seen => {
      if (!seen.some(s => s.isIntersecting)) return
      this.watcher?.disconnect()
      for (const side of ['old', 'new']) void this.colourAsync(side)
    }, { rootMargin: '600px' })
    this.watcher.observe(this)
  }

  disconnectedCallback() {
    this.watcher?.disconnect()
  }

  private async colourAsync(side: string) {
    const lines = [...this.querySelectorAll<HTMLElement>(`td[data-side="${side}"] > code`)]
    const tokens = await tokensOfAsync(lines.map(line => line.textContent).join('\n'), this.dataset.language ?? '')
    if (!tokens) return
    linesOf(tokens).forEach((nodes, at) => lines[at]?.replaceChildren(...nodes))
  }
}

/** Cuts tokens at the ends of lines; one that goes over several lines goes on in each of them. */
function linesOf(nodes: Node[]): Node[][] {
  const lines: Node[][] = [[]]
  for (const node of nodes) {
    const parts = node instanceof Text ? node.data.split('\n').map(text => [document.createTextNode(text) as Node])
      : linesOf([...node.childNodes]).map(children => {
        const copy = node.cloneNode(false)
        for (const child of children) copy.appendChild(child)
        return [copy]
      })
    parts.forEach((part, at) => {
      if (at > 0) lines.push([])
      lines[lines.length - 1]!.push(...part)
    })
  }
  return lines
}

customElements.define('diff-view', DiffView)
