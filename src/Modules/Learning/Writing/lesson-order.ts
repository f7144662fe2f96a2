// <lesson-order>: lets an author drag the lessons of a course, within a section and into another. Dropping one posts the same form as the
// buttons do, with the section and the lesson that it was put before.
class LessonOrder extends HTMLElement {
  private dragged: HTMLElement | null = null

  connectedCallback() {
    for (const row of this.querySelectorAll<HTMLElement>('[data-lesson]')) {
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

  private begin(row: HTMLElement, event: DragEvent) {
    this.dragged = row
    row.classList.add('is-dragged')
    event.dataTransfer?.setData('text/plain', row.dataset['lesson'] ?? '')
    if (event.dataTransfer) event.dataTransfer.effectAllowed = 'move'
  }

  private over(event: DragEvent) {
    if (!this.dragged || !(event.target instanceof Element)) return
    const row = event.target.closest<HTMLElement>('[data-lesson]')
    const list = event.target.closest('[data-section]')?.querySelector('.arrange-list')
    if (!list) return
    event.preventDefault()
    if (row) {
      const box = row.getBoundingClientRect()
      if (event.clientY < box.top + box.height / 2) row.before(this.dragged)
      else row.after(this.dragged)
    } else if (!list.contains(this.dragged)) list.append(this.dragged)
  }

  private end() {
    this.dragged?.classList.remove('is-dragged')
    // Dropped beside the list: what was not posted is not shown either.
    if (this.dragged) location.reload()
  }

  private put() {
    const row = this.dragged
    const form = this.closest('form')
    const section = row?.closest<HTMLElement>('[data-section]')
    if (!row || !form || !section) return
    this.dragged = null
    row.classList.remove('is-dragged')
    this.add(form, 'lesson', row.dataset['lesson'] ?? '')
    this.add(form, 'section', section.dataset['section'] ?? '')
    const next = row.nextElementSibling
    if (next instanceof HTMLElement) this.add(form, 'before', next.dataset['lesson'] ?? '')
    form.requestSubmit()
  }

  private add(form: HTMLFormElement, name: string, value: string) {
    const input = document.createElement('input')
    input.type = 'hidden'
    input.name = name
    input.value = value
    form.append(input)
  }
}

customElements.define('lesson-order', LessonOrder)
