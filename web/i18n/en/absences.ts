export const absences = {
  title: 'Absence',
  hint: 'While somebody is away, the deputy has the open tasks, and what comes back in that time. What still waits afterwards goes back.',
  who: 'Who',
  from: 'From',
  until: 'Until',
  deputy: 'Deputy',
  deputyHint: 'Without a deputy the tasks go back to the line.',
  deputyIs: 'Deputy: {{name}}',
  line: 'back to the line',
  add: 'Save',
  added: 'Absence saved.',
  end: 'End the absence of {{name}}',
};
