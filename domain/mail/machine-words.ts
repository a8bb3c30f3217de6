/** Subjects of out-of-office programs, in the languages in which Exchange, Notes and webmailers write them. */
export const AUTOMATIC_SUBJECT =
  /(?:automatic reply|auto(?:matic|mated)?[- ]?(?:reply|response|answer|antwort)|autoreply|automatische (?:antwort|e-?mail|empfangsbest(?:ä|ae)tigung|benachrichtigung)|autom\. antwort|abwesenheits?(?:notiz|nachricht|benachrichtigung|assistent|meldung)?\b|out of (?:the )?office|vacation (?:reply|response|message|notice|auto)|urlaubs?(?:notiz|meldung|nachricht|abwesenheit)|risposta automatica|automatisch antwoord|r(?:é|e)ponse automatique|absence du bureau|respuesta autom(?:á|a)tica|resposta autom(?:à|á|a)tica|odpowied(?:ź|z) automatyczna|autosvar|automatisk(?:t)? svar|automaattinen vastaus|automatick(?:á|a) odpov(?:ě|e)(?:ď|d|ď)|automatická odpoveď|automatikus v(?:á|a)lasz|otomatik yan(?:ı|i)t|r(?:ă|a)spuns automat|automatski odgovor|samodejni odgovor|automatinis atsakymas|autom(?:ā|a)tisk(?:ā|a) atbilde|automaatvastus|automaatne vastus|sj(?:á|a)lfvirkt svar|автоматический ответ|автоматична відповідь|автоматичен отговор|αυτ(?:ό|ο)ματη απ(?:ά|α)ντηση|自動応答|自動回覆|自动(?:答复|回复)|不在通知|자동 회신|자동 응답|תשובה אוטומטית|رد تلقائي)/iu;
/** Words that people write about too (a vacation rental, "Auto: Kratzer"): with a second sign only. */
export const WEAK_SUBJECT =
  /^(?:auto:|abwesend\b|ooo\b|vacation\b|urlaubs?(?::| re:| aw:)|away\b|absent\b|afwezig\b|fuori ufficio|ausente\b|fr(?:å|a)nv(?:ä|a)ro)/iu;
export const SUBJECT_START = /^(?:\s*\[[^\]]{0,60}\])*\s*/u;
export const AWAY_SUBJECT =
  /\b(?:ist|bin|sind) (?:au(?:ß|ss)er haus|nicht im (?:b(?:ü|ue)ro|hause?)|im urlaub|abwesend)\b[\s.!]*$|\bis (?:out of (?:the )?office|on (?:leave|vacation|holiday))\b/iu;
export const CHALLENGE_SUBJECT =
  /please confirm your (?:message|e-?mail)|sender (?:address )?verification|best(?:ä|ae)tigen sie ihre nachricht/iu;
export const RECALL_SUBJECT = /^(?:r(?:ü|ue)ckruf|recall):/iu;
export const RECALL_TEXT = /m(?:ö|oe)chte die nachricht [^\n]{0,300}zur(?:ü|ue)ckrufen|would like to recall the message/iu;

export const RECEIPT_SUBJECT =
  /^(?:(?:gelesen|ungelesen gel(?:ö|oe)scht|nicht gelesen|read|not read|deleted|lu|letto|le(?:í|i)do|gelezen):|(?:lesebest(?:ä|ae)tigung|read receipt|return receipt|empfangsbest(?:ä|ae)tigung)\b)/iu;
export const RECEIPT_TEXT =
  /(?:wurde|ist)[^\n]{0,120} (?:gelesen|angezeigt|gel(?:ö|oe)scht)|(?:was|has been)[^\n]{0,120} (?:read|displayed|deleted)|lesebest(?:ä|ae)tigung f(?:ü|ue)r|return receipt for|read receipt for|no guarantee that the message/iu;

/** Sentences that only machines write; looked for at the start and the end of the new text. */
export const AUTOMATIC_TEXT =
  /dies(?:e|es)? (?:e-?mail|nachricht|mail|schreiben) (?:wurde|wird|ist|ist eine)[^.\n]{0,40}(?:automatisch|maschinell)|(?:dies|das) ist eine (?:automatisch|maschinell)|this is an (?:automatic|automated|auto-?generated)|this (?:e-?mail|message) (?:was|has been|is) (?:sent |being )?(?:automatically|auto-?generated|generated automatically)|automatisch (?:generierte|erstellte|erzeugte)|do not reply to this (?:e-?mail|message)|(?:bitte )?antworten sie nicht auf diese|no-?reply address|mailbox is not monitored|postfach wird nicht (?:gelesen|überwacht)|awaits moderator approval|held until the list moderator|wartet auf die (?:best(?:ä|ae)tigung|freigabe) (?:durch den|des) moderator|i am (?:currently )?out of (?:the )?office|ich bin (?:derzeit |zur ?zeit |momentan |aktuell |bis |vom |ab )[^.\n]{0,60}(?:nicht im b(?:ü|ue)ro|au(?:ß|ss)er haus|im urlaub|abwesend|nicht erreichbar)/iu;
export const FOREIGN_DESK_TEXT =
  /(?:ihre (?:anfrage|nachricht|e-?mail)|your (?:request|message|e-?mail|inquiry|ticket))[^.\n]{0,80}(?:ist (?:bei uns )?eingegangen|wurde (?:unter|registriert|empfangen|erfasst)|erhalten|has been (?:received|registered|logged|assigned)|was received)/iu;
export const FOREIGN_NUMBER = /(?:ticket|case|vorgang|request|anfrage|incident)[^\n]{0,15}[#: ][^\n]{0,5}\d{4,}|\[#?[a-z0-9-]*\d{4,}\]/iu;

export const MACHINE_LOCAL_PART =
  /^(?:mailer-?daemon|postmaster|mail-?daemon|(?:.*[-_.])?no[-_]?reply|(?:.*[-_.])?do[-_]?not[-_]?reply|nicht-?antworten|no-?reply[-+.].*|bounces?(?:[-+.].*)?|.*-bounces|auto-?(?:reply|responder|mailer)|daemon|listserv|majordomo|root)$/i;
/** Mailing-list programs: what they write themselves, not what they pass on. */
export const LIST_PROGRAM = /(?:-(?:request|owner|bounces)|^owner-[^@]*)@/i;
