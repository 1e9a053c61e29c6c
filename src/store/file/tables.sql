CREATE UNIQUE INDEX dateline_documents_id ON documents (id);
CREATE INDEX dateline_incidents_id ON incidents (id);
CREATE INDEX dateline_evidence_incident ON evidence (incident);
CREATE INDEX dateline_sources_incident ON sources (incident);
CREATE UNIQUE INDEX dateline_corrections_id ON corrections (id);
-- Names and numbers about the file itself.
CREATE TABLE dateline_meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
-- Incidents as the GeoJSON that most questions are answered with.
CREATE TABLE dateline_features (fid INTEGER PRIMARY KEY, feature BLOB NOT NULL);
-- Incidents as each document tells them. The record is the feature of the report alone, NULL where the incident is no more than the report.
CREATE TABLE dateline_reports (
  report INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  document INTEGER NOT NULL,
  component INTEGER NOT NULL,
  incident INTEGER,
  record BLOB
);
CREATE INDEX dateline_reports_id ON dateline_reports (id);
CREATE INDEX dateline_reports_document ON dateline_reports (document);
CREATE INDEX dateline_reports_component ON dateline_reports (component);
CREATE INDEX dateline_reports_incident ON dateline_reports (incident);
-- Reports by blocks of place and time: those near each other are compared.
CREATE TABLE dateline_blocks (block INTEGER NOT NULL, report INTEGER NOT NULL, PRIMARY KEY (block, report)) WITHOUT ROWID;
-- How often each document names each place.
CREATE TABLE dateline_mentions (
  document INTEGER NOT NULL, place INTEGER NOT NULL, mentions INTEGER NOT NULL, PRIMARY KEY (document, place)
) WITHOUT ROWID;
-- The folded words of each incident. They are cut before they come here, so the tokenizer only parts them at spaces.
CREATE VIRTUAL TABLE dateline_words USING fts5(title, words, actors, tokenize = 'ascii', content = '', contentless_delete = 1);
