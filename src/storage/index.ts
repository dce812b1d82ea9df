/** What is kept between games: the journal and where it lives. */
export { dataFolder } from './folder.ts';
export { type Journal, type JournalIssue, openJournal } from './journal.ts';
