// <diff-view>: gives the lines of a file's diff the colours of its language, each side read as a whole. Without script the lines are there.
import { colouredAsync } from '../../../Kernel/Ui/Reading/code'

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
    const coloured = await colouredAsync(lines.map(line => line.textContent).join('\n'), this.dataset.language ?? '')
    coloured?.forEach((nodes, at) => lines[at]?.replaceChildren(...nodes))
  }
}

customElements.define('diff-view', DiffView)
