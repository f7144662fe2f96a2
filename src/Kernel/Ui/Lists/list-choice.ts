// <list-choice>: says how many rows are chosen and chooses all of the page. Without it the boxes and buttons work one by one. The box for
// all that match, on every page, is the form's own.
class ListChoice extends HTMLElement {
  connectedCallback() {
    const head = this.querySelector('thead th.fit')
    if (!head || head.querySelector('input')) return
    const all = document.createElement('input')
    all.type = 'checkbox'
    all.autocomplete = 'off'
    all.setAttribute('aria-label', this.dataset['all'] ?? '')
    all.addEventListener('change', () => {
      for (const box of this.boxes) box.checked = all.checked
      this.tell()
    })
    head.append(all)
    this.addEventListener('change', () => {
      const boxes = this.boxes
      all.checked = boxes.length > 0 && boxes.every(box => box.checked)
      all.indeterminate = !all.checked && boxes.some(box => box.checked)
      this.tell()
    })
    this.tell()
  }

  private get boxes() {
    return [...this.querySelectorAll<HTMLInputElement>('tbody input[name="id"]')]
  }

  private tell() {
    const count = this.boxes.filter(box => box.checked).length
    const every = this.querySelector<HTMLInputElement>('.admin-deeds input[name="all"]')?.checked ?? false
    const words = this.querySelector('.admin-chosen')
    if (words) words.textContent = every ? (this.dataset['every'] ?? '') : (this.dataset['chosen'] ?? '%').replace('%', String(count))
    for (const button of this.querySelectorAll<HTMLButtonElement>('.admin-deeds button')) button.disabled = count === 0 && !every
  }
}

customElements.define('list-choice', ListChoice)
