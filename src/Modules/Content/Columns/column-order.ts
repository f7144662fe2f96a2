// Lets an author drag the rows of a column. Dropping one posts the same form as the buttons do, with the row that it was put before.
class ColumnOrder extends HTMLElement {
  private dragged: HTMLElement | null = null

  connectedCallback() {
    for (const row of this.rows()) {
      row.draggable = true
      row.addEventListener('dragstart', event => this.begin(row, event))
      row.addEventListener('dragend', () => this.end())
    }
    this.addEventListener('dragover', event => this.over(event))
    this.addEventListener('drop', event => {
      event.preventDefault()
      this.put()
    })
    this.classList.add('is-draggable')
  }

  private rows() {
    return [...this.querySelectorAll<HTMLElement>('[data-article]')]
  }

  private begin(row: HTMLElement, event: DragEvent) {
    this.dragged = row
    row.classList.add('is-dragged')
    event.dataTransfer?.setData('text/plain', row.dataset['article'] ?? '')
    if (event.dataTransfer) event.dataTransfer.effectAllowed = 'move'
  }

  private over(event: DragEvent) {
    const target = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-article]') : null
    if (!this.dragged || !target) return
    event.preventDefault()
    const box = target.getBoundingClientRect()
    if (event.clientY < box.top + box.height / 2) target.before(this.dragged)
    else target.after(this.dragged)
  }

  private end() {
    this.dragged?.classList.remove('is-dragged')
    // Dropped beside the list: what was not posted is not shown either.
    if (this.dragged) location.reload()
  }

  private put() {
    const row = this.dragged
    const form = this.closest('form')
    if (!row || !form) return
    this.dragged = null
    row.classList.remove('is-dragged')
    this.add(form, 'article', row.dataset['article'] ?? '')
    const next = row.nextElementSibling
    if (next instanceof HTMLElement) this.add(form, 'before', next.dataset['article'] ?? '')
    else this.add(form, 'behind', this.previousOf(row))
    form.requestSubmit()
  }

  private previousOf(row: HTMLElement) {
    const previous = row.previousElementSibling
    return previous instanceof HTMLElement ? previous.dataset['article'] ?? '' : ''
  }

  private add(form: HTMLFormElement, name: string, value: string) {
    const input = document.createElement('input')
    input.type = 'hidden'
    input.name = name
    input.value = value
    form.append(input)
  }
}

customElements.define('column-order', ColumnOrder)
