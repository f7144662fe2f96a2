import { copyAsync } from '../Reading/clipboard'

class CopyField extends HTMLElement {
  connectedCallback() {
    const input = this.querySelector('input')
    const button = this.querySelector('button')
    const label = button?.querySelector('span')
    if (!input || !button || !label) return
    const idle = label.textContent
    input.addEventListener('focus', () => input.select())
    button.addEventListener('click', async () => {
      if (!(await copyAsync(input.value))) return input.select()
      label.textContent = this.dataset['copied'] ?? idle
      setTimeout(() => (label.textContent = idle), 1600)
    })
  }
}

customElements.define('copy-field', CopyField)
