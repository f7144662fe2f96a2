// Every style sheet beside a component or page, in whatever order: the layers decide which rule wins.
import.meta.glob(['../../Kernel/**/*.css', '../../Modules/**/*.css', '!**/bin/**', '!**/obj/**'], { eager: true })
