import type { ShapeLike } from './bpmn-services.ts';

interface Template {
  id: string;
  name: string;
  description?: string;
}

interface EventBus {
  on: (event: string, listener: (event: { element: ShapeLike }) => void) => void;
}

interface ElementTemplates {
  getLatest: (element: ShapeLike) => Template[];
  applyTemplate: (element: ShapeLike, template: Template) => ShapeLike;
}

interface PopupMenu {
  registerProvider: (id: string, provider: { getPopupMenuEntries: (element: ShapeLike) => Record<string, object> }) => void;
  open: (element: ShapeLike, id: string, position: { x: number; y: number }, options: object) => void;
}

interface Canvas {
  getContainer: () => HTMLElement;
}

/** The panel's button "select a template" asks for a list: ours are the step types, in bpmn-js's own searchable menu. */
class StepChooser {
  static readonly $inject = ['eventBus', 'elementTemplates', 'popupMenu', 'canvas', 'translate'];

  constructor(eventBus: EventBus, templates: ElementTemplates, popupMenu: PopupMenu, canvas: Canvas, translate: (text: string) => string) {
    popupMenu.registerProvider('step-chooser', {
      getPopupMenuEntries: (element) =>
        Object.fromEntries(
          templates
            .getLatest(element)
            .map((template) => [
              template.id,
              { label: template.name, description: template.description, action: () => void templates.applyTemplate(element, template) },
            ]),
        ),
    });
    eventBus.on('elementTemplates.select', ({ element }) => {
      const { width } = canvas.getContainer().getBoundingClientRect();
      const options = { title: translate('Choose a step'), search: true, width: 360 };
      // Not within the click itself: the menu closes at clicks outside of it, and this one still goes on.
      setTimeout(() => popupMenu.open(element, 'step-chooser', { x: Math.max(0, width / 2 - 180), y: 80 }, options));
    });
  }
}

export const stepChooserModule: object = { __init__: ['stepChooser'], stepChooser: ['type', StepChooser] };
