// The order of the layers comes first. Vite lifts a glob above the imports of its own file, so the sheets have another.
import './layers.css'
import './sheets'
