import Modeler from 'bpmn-js/lib/Modeler.js';
import { CloudElementTemplatesPropertiesProviderModule } from 'bpmn-js-element-templates';
import { BpmnPropertiesPanelModule, BpmnPropertiesProviderModule, ZeebePropertiesProviderModule } from 'bpmn-js-properties-panel';
import zeebeBehaviors from 'camunda-bpmn-js-behaviors/lib/camunda-cloud/index.js';
import zeebeModdle from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };
import { menuFilterModule } from './menu-filter.ts';
import { stepChooserModule } from './step-chooser.ts';
import { translateModule } from './translate.ts';
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn-embedded.css';
import '@bpmn-io/properties-panel/dist/assets/properties-panel.css';
import 'bpmn-js-element-templates/dist/assets/element-templates.css';

/** bpmn-js as the editor of our dialect: Camunda 8's extension elements, their behaviours, our step types as element templates. */
export function createModeler({
  container,
  panel,
  language,
}: {
  container: HTMLElement;
  panel: HTMLElement;
  language: 'de' | 'en';
}): Modeler {
  return new Modeler({
    container,
    propertiesPanel: { parent: panel },
    additionalModules: [
      BpmnPropertiesPanelModule,
      BpmnPropertiesProviderModule,
      ZeebePropertiesProviderModule,
      CloudElementTemplatesPropertiesProviderModule,
      zeebeBehaviors,
      menuFilterModule,
      stepChooserModule,
      translateModule(language),
    ],
    moddleExtensions: { zeebe: zeebeModdle },
  });
}
