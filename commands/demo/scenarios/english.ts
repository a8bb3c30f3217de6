import type { Scenario } from './scenario.ts';

/** Customers who write in English. */
export const english: Scenario[] = [
  {
    kind: 'delivery-status',
    language: 'en',
    subjects: ['Where is my parcel?', 'Order {order} has not arrived'],
    asks: [
      'my order {order} was supposed to arrive last week. The tracking number {tracking} has not changed for {days} days. Could you please find out what happened?',
      'the parcel is marked as delivered, but nobody here received it. Could you check where {carrier} left it?',
    ],
    answers: [
      'we are sorry about the delay. {carrier} found the parcel in the wrong depot; it should reach you tomorrow. If it does not, we will send everything again free of charge.',
      'we have started a search with {carrier} and sent your order {order} again today, so you do not have to wait for the result.',
    ],
    again: [
      { ask: 'it arrived this morning. Thank you for sorting this out so quickly!', answer: 'we are glad to hear that. Enjoy your order!' },
    ],
  },
  {
    kind: 'withdrawal',
    language: 'en',
    subjects: ['Return label', 'Withdrawal from order {order}'],
    asks: [
      'I would like to return the unopened {item} from order {order}. There was no return label in the parcel. How do I send it back?',
      'please treat this as my withdrawal from order {order}. When will I get the refund of {amount}?',
    ],
    answers: [
      'we confirm your withdrawal from order {order}. You will find the return label in your account under “Orders”. The refund follows as soon as the parcel or your proof of posting reaches us.',
      'your return arrived today and the refund has been issued. It usually takes three to five working days to show up in your account.',
    ],
  },
  {
    kind: 'product-information',
    language: 'en',
    articles: [
      ['Duschgel', 'Sonnenmilch', 'Handcreme', 'Weichspüler', 'Kräuter-Shampoo'],
      ['Handcreme', 'Nachtcreme', 'Lippenpflege', 'Mascara', 'Gesichtswasser'],
    ],
    subjects: ['Ingredients of {item}', 'Suitable for vegans?'],
    asks: [
      'could you tell me whether {item} is fragrance-free? My son is allergic to limonene and I cannot read the German label.',
      'is {item} suitable for vegans, and what is its shelf life after opening?',
    ],
    answers: [
      'according to the approved data it contains a fragrance (limonene), so we would not recommend it for your son. Our fragrance-free range is listed under “Sensitive”.',
      'it contains no ingredients of animal origin, and it keeps for twelve months after opening.',
    ],
  },
  {
    kind: 'complaint',
    language: 'en',
    subjects: ['Formal complaint about order {order}'],
    asks: [
      'I have to complain about order {order}. This is the third time I write, {item} is still missing and nobody answers. This is unacceptable.',
    ],
    answers: [
      'you are right, and we apologise. Your messages had ended up in the wrong queue. The missing item is on its way by express, and we have refunded the shipping costs.',
    ],
    again: [
      { ask: 'thank you, it has arrived. I appreciate the honest answer.', answer: 'thank you for your patience, and for telling us.' },
    ],
    forms: [
      {
        orderNumber: '{order}',
        article: '{item}',
        wish: 'replacement',
        proof: ['receipt'],
        remedy: 'replacement',
        amount: 9.9,
        proposal: 'Express replacement, shipping refunded',
      },
    ],
  },
  {
    kind: 'website-feedback',
    language: 'en',
    subjects: ['Voucher code does not work', 'Error message at checkout'],
    asks: ['the voucher code WELCOME5 does not work at checkout, I only get an error message. I am using Safari on an iPad.'],
    answers: ['thank you for telling us. The code was limited to the German pages by mistake; this has been mended, so please try again.'],
  },
];
