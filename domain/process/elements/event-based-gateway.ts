import { kind } from './kind.ts';

/** The token waits until one of the events behind it comes, and goes on there. */
export const eventBasedGateway = kind<null>({
  extensions: [],
  mappings: 'none',
  read: (source) => {
    if (source.element.instantiate === true || source.element.eventGatewayType === 'Parallel') {
      source.report('event-gateway-start', null);
    }
    const targets = source.targets();
    if (targets.length < 2) source.report('event-gateway-few', null);
    for (const { element, incoming } of targets) {
      if (element.$type === 'bpmn:IntermediateCatchEvent' && incoming === 1) continue;
      source.report('event-gateway-target', null, { target: element.name ?? element.id ?? '?' });
    }
    return null;
  },
  enter: () => ({ next: 'race' }),
});
