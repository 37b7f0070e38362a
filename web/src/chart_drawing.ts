// The drawing of the link chart. What is drawn is said by the tables; a kind is told by its shape and its label, never by colour alone. The
// Content-Security-Policy forbids styles in the page: the library would put in one rule, which is in our own stylesheet (.lw-chart).
import cytoscape from 'cytoscape';
import { labelOf, placesOf, type Entity, type Kind, type Line } from './chart_rows';

const shapes: Record<Kind, cytoscape.Css.NodeShape> = { child: 'ellipse', adult: 'rectangle', place: 'triangle', vehicle: 'diamond', phone: 'hexagon' };
const deedsUpToLines = 8; // with more, words would lie over words: the number alone is drawn
const narrow = '(max-width: 640px)';

const countOf = (line: Line): string => (line.links === 1 ? '1 link' : `${line.links} links`);

interface Colours {
  ink: string;
  paper: string;
  fill: string;
}

// Forced colours reach no canvas by themselves: they are asked for through an element that has them.
function colours(within: HTMLElement): Colours {
  if (!window.matchMedia('(forced-colors: active)').matches) return { ink: '#0b0c0c', paper: '#ffffff', fill: '#d7e9e3' };
  const style = window.getComputedStyle(within);
  return { ink: style.color, paper: style.backgroundColor, fill: style.backgroundColor };
}

function styleOf({ ink, paper, fill }: Colours): cytoscape.StylesheetJson {
  return [
    {
      selector: 'node',
      style: {
        label: 'data(label)', shape: 'data(shape)' as never, width: 34, height: 34, color: ink, 'background-color': fill, 'border-color': ink,
        'border-width': 2, 'font-size': 13, 'font-family': 'Arial, Helvetica, sans-serif', 'text-valign': 'bottom', 'text-margin-y': 5,
        'text-wrap': 'wrap', 'text-max-width': '120px', 'text-background-color': paper, 'text-background-opacity': 0.85, 'text-background-padding': '2px'
      }
    },
    { selector: 'node[hub = "yes"]', style: { 'border-style': 'double', 'border-width': 6, width: 46, height: 46 } },
    { selector: 'node[start = "yes"]', style: { 'border-width': 5, width: 46, height: 46, 'font-weight': 'bold' } },
    { selector: 'node:active, node:selected', style: { 'overlay-color': ink, 'overlay-opacity': 0.15 } },
    {
      selector: 'edge',
      style: {
        label: 'data(label)', width: 'data(width)' as never, 'line-color': ink, color: ink, 'curve-style': 'straight', 'font-size': 11,
        'font-family': 'Arial, Helvetica, sans-serif', 'text-wrap': 'wrap', 'text-max-width': '110px', 'text-background-color': paper,
        'text-background-opacity': 0.9, 'text-background-padding': '1px'
      }
    },
    { selector: '.lw-not-shown', style: { display: 'none' } }
  ];
}

export class Drawing {
  private readonly cy: cytoscape.Core;

  constructor(private readonly canvas: HTMLElement, private readonly start: string, opened: (id: string) => void) {
    const stylesheetId = '__________cytoscape_stylesheet'; // the library looks for this before it would write a style into the page
    if (!document.getElementById(stylesheetId)) {
      const marker = document.createElement('meta');
      marker.id = stylesheetId;
      document.head.append(marker);
    }
    this.cy = cytoscape({
      container: canvas,
      style: styleOf(colours(canvas)),
      userZoomingEnabled: false, // the wheel scrolls the page
      userPanningEnabled: !window.matchMedia(narrow).matches, // and so does a finger
      boxSelectionEnabled: false,
      autounselectify: true,
      minZoom: 0.2,
      maxZoom: 3
    });
    // The library remembers where its canvas is, and words that grew above it have moved it.
    canvas.addEventListener('pointerenter', () => this.cy.resize());
    this.cy.on('tap', 'node', (event) => opened((event.target as cytoscape.NodeSingular).id()));
    window.matchMedia('(forced-colors: active)').addEventListener('change', () => this.cy.style(styleOf(colours(canvas))));
  }

  /** Takes in who and what the tables hold now. */
  hold(entities: readonly Entity[]): void {
    for (const entity of entities) {
      if (this.cy.getElementById(entity.id).nonempty()) continue;
      this.cy.add({
        data: { id: entity.id, label: labelOf(entity), shape: shapes[entity.kind], hub: entity.hub ? 'yes' : '', start: entity.id === this.start ? 'yes' : '' }
      });
    }
  }

  show(entities: ReadonlySet<string>, lines: readonly Line[]): void {
    this.cy.batch(() => {
      this.cy.nodes().forEach((node) => void node.toggleClass('lw-not-shown', !entities.has(node.id())));
      this.cy.edges().remove();
      for (const line of lines)
        this.cy.add({
          data: { id: line.id, source: line.from, target: line.to, label: lines.length > deedsUpToLines ? countOf(line) : line.label, width: Math.min(6, 1 + line.links / 2) }
        });
    });
    const nodes = this.cy.nodes().not('.lw-not-shown').length;
    this.canvas.setAttribute('aria-label', `Chart of ${nodes} people, places and things and the links between them. The tables below say the same.`);
    this.canvas.dataset['nodes'] = String(nodes);
    this.canvas.dataset['lines'] = String(lines.length);
  }

  arrange(lines: readonly Line[]): void {
    const shown = this.cy.nodes().not('.lw-not-shown');
    const aspect = Math.min(1.7, Math.max(0.8, this.canvas.clientWidth / this.canvas.clientHeight));
    const places = placesOf(shown.map((node) => node.id()), lines, this.start, aspect);
    shown.positions((node) => places.get(node.id()) ?? { x: 0, y: 0 });
    this.fit();
  }

  fit(): void {
    this.cy.fit(this.cy.elements().not('.lw-not-shown'), 30);
    if (this.cy.zoom() > 1.4) this.zoom(1.4 / this.cy.zoom());
  }

  zoom(by: number): void {
    this.cy.zoom({ level: this.cy.zoom() * by, renderedPosition: { x: this.canvas.clientWidth / 2, y: this.canvas.clientHeight / 2 } });
  }

  /** Where a shape stands in the canvas, in pixels: for tests and for scrolling to it. */
  placeOf(id: string): { x: number; y: number } | null {
    const node = this.cy.getElementById(id);
    return node.empty() ? null : node.renderedPosition();
  }
}
