import type { IdentifierKind } from './identifiers.ts';

/** What texters say. Written for the demo; nobody ever said it. */
export const texterLines: readonly string[] = [
  'hey is anyone there',
  'idk where to start tbh',
  'i cant sleep again',
  'school is just too much rn',
  'i feel like nobody would notice if i wasnt around the group chat anymore',
  'we broke up on friday and i keep checking my phone',
  'my parents fight every night',
  'i failed the exam and i dont know how to tell them',
  'work keeps piling up and i cant keep up 😞',
  'i miss my grandma so much. its been 3 weeks',
  'sorry for the long text',
  'yeah that makes sense',
  'i tried breathing like u said and it helped a bit',
  'no one at work talks to me since the move',
  'i just feel numb',
  'i eat lunch alone every day',
  'thank u for listening ❤️',
  'ok i will try that tonight',
  'it got worse after midnight',
  'everyone else seems fine and im not',
  'can i text again tomorrow?',
  'im shaking lol sorry',
  'i had 2 panic attacks this week',
  'i think talking to my coach could help',
  'my dog is the only one who gets me 🐕',
  'idk maybe im overreacting',
  'i took 20mg like the doctor said and im still anxious',
  'they told me to call 988 but i didnt want to talk out loud',
  'no puedo dormir y estoy muy cansado',
  'mi mamá no me entiende',
];

/** What responders say. */
export const responderLines: readonly string[] = [
  'Hi, thanks for reaching out. I am here with you.',
  'That sounds really heavy. Do you want to tell me more about it?',
  'It makes sense that you feel worn out after all that.',
  'Thank you for trusting me with this.',
  'What usually helps you get through a night like this one?',
  'You have been carrying a lot on your own.',
  'It took courage to text in tonight.',
  'Would it help to think together about one small step?',
  'I hear how much you miss her.',
  'Are you somewhere safe right now?',
  'It is okay to take this slowly. We have time.',
  'How about a walk, some music, or a message to a friend?',
  'Gracias por escribir. Estoy aquí contigo.',
  'You are doing better than you think. 💛',
];

/** Sentences that hold an identifier, in the place of {}. */
export const revealing: readonly (readonly [IdentifierKind, string])[] = [
  ['person', 'im {}'],
  ['person', 'my name is {}'],
  ['person', 'my bf {} keeps yelling at me'],
  ['person', 'i told my sister {} everything'],
  ['person', 'my friend {} said i should text u'],
  ['phone', 'my number is {} if we get cut off'],
  ['phone', 'can someone call me at {}'],
  ['phone', 'text my mom pls {}'],
  ['email', 'u can email me at {}'],
  ['email', 'send the list to {} please'],
  ['handle', 'my insta is {}'],
  ['handle', 'he posted about me, his name is {}'],
  ['address', 'i live at {}'],
  ['address', 'they can pick me up from {} if needed'],
  ['ssn', 'the form asks for my ssn, its {}'],
  ['card', 'he used my card {} without asking'],
  ['url', 'this is the post {}'],
  ['birth', 'my birthday is {} btw'],
];

export const surveyComments: readonly string[] = [
  'it helped to talk',
  'the wait was long but worth it',
  'thank you so much ❤️',
  'i felt heard',
  'would text again',
  'not what i needed today',
];

export const summaries: readonly string[] = [
  'Texter was worried about exams. We made a plan for the week.',
  'Texter grieves for a grandparent. Shared the page on grief.',
  'Breakup, trouble sleeping. Texter will talk to a friend.',
  'Lonely after a move. Explored clubs nearby.',
  'Stress at work. Breathing exercise helped.',
];

export const resources: readonly (readonly [title: string, topic: string])[] = [
  ['Breathing in four counts', 'anxiety'],
  ['When sleep will not come', 'sleep'],
  ['Grief has no timetable', 'grief'],
  ['After a breakup', 'relationships'],
  ['Talking to a parent', 'family'],
  ['Exams and pressure', 'school'],
  ['New town, no friends yet', 'loneliness'],
  ['A plan for a hard night', 'safety'],
];
