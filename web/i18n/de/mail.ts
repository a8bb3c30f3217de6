/** What is said of a mail that strangers wrote. */
export const mail = {
  senderCheck: {
    fail: 'Vorsicht: Diese Nachricht kommt nicht nachweislich von {{domain}} (Absenderprüfung fehlgeschlagen).',
    other: 'Vorsicht: Diese Nachricht wurde über eine fremde Domain verschickt, nicht von {{domain}}.',
    none: 'Absender nicht bestätigt: {{domain}} hat keinen prüfbaren Nachweis mitgeschickt.',
  },
  protection: {
    signed: 'Signiert; die Signatur ist hier nicht geprüft.',
    encrypted: 'Verschlüsselt: nur in einem Mailprogramm mit dem passenden Schlüssel zu lesen. Der Anhang enthält die Nachricht.',
  },
  original: 'E-Mail herunterladen (.eml)',
  imagesBlocked: 'Bilder von fremden Servern sind nicht geladen.',
  loadImages: 'Bilder laden',
  danger: {
    program: 'Programm: nicht öffnen',
    macros: 'enthält Makros: nicht freigeben',
    page: 'Webseite: kann Formulare vortäuschen',
    disguised: 'gibt sich als etwas anderes aus: nicht öffnen',
  },
};
