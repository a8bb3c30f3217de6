/** bpmn-js's menu entries for what publish refuses by name: whoever never sees them draws nothing that does not run. */
export const notRun: readonly string[] = [
  'replace-with-complex-gateway',
  'replace-with-transaction',
  'replace-with-cancel-end',
  'replace-with-cancel-boundary',
];

type Entries = Record<string, object>;

interface PopupMenu {
  registerProvider: (id: string, priority: number, provider: { getPopupMenuEntries: () => (entries: Entries) => Entries }) => void;
}

/** Below bpmn-js's own providers (1000), so that their entries are there to be taken out. */
const AFTER_ALL = 100;

class MenuFilter {
  static readonly $inject = ['popupMenu'];

  constructor(popupMenu: PopupMenu) {
    popupMenu.registerProvider('bpmn-replace', AFTER_ALL, {
      getPopupMenuEntries: () => (entries) => Object.fromEntries(Object.entries(entries).filter(([id]) => !notRun.includes(id))),
    });
  }
}

export const menuFilterModule: object = { __init__: ['menuFilter'], menuFilter: ['type', MenuFilter] };
