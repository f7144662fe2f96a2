import type { LanguageFn } from 'highlight.js'

type Language = { id: string; title: string; load: () => Promise<{ default: LanguageFn }> }

const languages: Language[] = [
  { id: 'bash', title: 'Shell', load: () => import('highlight.js/lib/languages/bash') },
  { id: 'c', title: 'C', load: () => import('highlight.js/lib/languages/c') },
  { id: 'cpp', title: 'C++', load: () => import('highlight.js/lib/languages/cpp') },
  { id: 'csharp', title: 'C#', load: () => import('highlight.js/lib/languages/csharp') },
  { id: 'css', title: 'CSS', load: () => import('highlight.js/lib/languages/css') },
  { id: 'dart', title: 'Dart', load: () => import('highlight.js/lib/languages/dart') },
  { id: 'diff', title: 'Diff', load: () => import('highlight.js/lib/languages/diff') },
  { id: 'dockerfile', title: 'Dockerfile', load: () => import('highlight.js/lib/languages/dockerfile') },
  { id: 'elixir', title: 'Elixir', load: () => import('highlight.js/lib/languages/elixir') },
  { id: 'erlang', title: 'Erlang', load: () => import('highlight.js/lib/languages/erlang') },
  { id: 'go', title: 'Go', load: () => import('highlight.js/lib/languages/go') },
  { id: 'gradle', title: 'Gradle', load: () => import('highlight.js/lib/languages/gradle') },
  { id: 'graphql', title: 'GraphQL', load: () => import('highlight.js/lib/languages/graphql') },
  { id: 'groovy', title: 'Groovy', load: () => import('highlight.js/lib/languages/groovy') },
  { id: 'haskell', title: 'Haskell', load: () => import('highlight.js/lib/languages/haskell') },
  { id: 'http', title: 'HTTP', load: () => import('highlight.js/lib/languages/http') },
  { id: 'ini', title: 'INI', load: () => import('highlight.js/lib/languages/ini') },
  { id: 'java', title: 'Java', load: () => import('highlight.js/lib/languages/java') },
  { id: 'javascript', title: 'JavaScript', load: () => import('highlight.js/lib/languages/javascript') },
  { id: 'json', title: 'JSON', load: () => import('highlight.js/lib/languages/json') },
  { id: 'kotlin', title: 'Kotlin', load: () => import('highlight.js/lib/languages/kotlin') },
  { id: 'latex', title: 'LaTeX', load: () => import('highlight.js/lib/languages/latex') },
  { id: 'lua', title: 'Lua', load: () => import('highlight.js/lib/languages/lua') },
  { id: 'makefile', title: 'Makefile', load: () => import('highlight.js/lib/languages/makefile') },
  { id: 'markdown', title: 'Markdown', load: () => import('highlight.js/lib/languages/markdown') },
  { id: 'matlab', title: 'MATLAB', load: () => import('highlight.js/lib/languages/matlab') },
  { id: 'nginx', title: 'nginx', load: () => import('highlight.js/lib/languages/nginx') },
  { id: 'objectivec', title: 'Objective-C', load: () => import('highlight.js/lib/languages/objectivec') },
  { id: 'perl', title: 'Perl', load: () => import('highlight.js/lib/languages/perl') },
  { id: 'php', title: 'PHP', load: () => import('highlight.js/lib/languages/php') },
  { id: 'powershell', title: 'PowerShell', load: () => import('highlight.js/lib/languages/powershell') },
  { id: 'properties', title: 'Properties', load: () => import('highlight.js/lib/languages/properties') },
  { id: 'protobuf', title: 'Protocol Buffers', load: () => import('highlight.js/lib/languages/protobuf') },
  { id: 'python', title: 'Python', load: () => import('highlight.js/lib/languages/python') },
  { id: 'r', title: 'R', load: () => import('highlight.js/lib/languages/r') },
  { id: 'ruby', title: 'Ruby', load: () => import('highlight.js/lib/languages/ruby') },
  { id: 'rust', title: 'Rust', load: () => import('highlight.js/lib/languages/rust') },
  { id: 'scala', title: 'Scala', load: () => import('highlight.js/lib/languages/scala') },
  { id: 'scss', title: 'SCSS', load: () => import('highlight.js/lib/languages/scss') },
  { id: 'sql', title: 'SQL', load: () => import('highlight.js/lib/languages/sql') },
  { id: 'swift', title: 'Swift', load: () => import('highlight.js/lib/languages/swift') },
  { id: 'typescript', title: 'TypeScript', load: () => import('highlight.js/lib/languages/typescript') },
  { id: 'xml', title: 'XML', load: () => import('highlight.js/lib/languages/xml') },
  { id: 'yaml', title: 'YAML', load: () => import('highlight.js/lib/languages/yaml') },
]

const aliases: Record<string, string> = {
  'c#': 'csharp', 'c++': 'cpp', cc: 'cpp', console: 'bash', cs: 'csharp', docker: 'dockerfile', golang: 'go', h: 'c',
  hpp: 'cpp', html: 'xml',
  js: 'javascript', jsx: 'javascript', kt: 'kotlin', md: 'markdown', mjs: 'javascript', mysql: 'sql', 'objective-c': 'objectivec',
  pgsql: 'sql', proto: 'protobuf', ps1: 'powershell', py: 'python', rb: 'ruby', rs: 'rust', sh: 'bash', shell: 'bash',
  svg: 'xml', tex: 'latex',
  toml: 'ini', ts: 'typescript', tsx: 'typescript', vue: 'xml', yml: 'yaml', zsh: 'bash',
}

const byName = new Map(languages.map(language => [language.id, language]))

/** Undefined for a language that is shown without colours. */
export function languageOf(name: string): Language | undefined {
  return byName.get(aliases[name] ?? name)
}
