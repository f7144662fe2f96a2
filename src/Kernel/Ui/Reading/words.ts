/** What buttons of a text say: it has the words itself, or an element around it that has many texts. */
export const wordsOf = (article: HTMLElement): DOMStringMap =>
  (article.closest<HTMLElement>('[data-copy]') ?? article).dataset
