/** The tables of the home's DuckDB file; times are UTC. */

/** Name under which the file is attached while a transaction runs. */
export const attached = 'kept';

/** Grows when tables change in a way that an older Rowcast cannot read. */
export const formatVersion = 1;

/** SQL that makes what is missing, in the database called `name`. */
export function makeTables(name: string): string {
  return `
CREATE TABLE IF NOT EXISTS ${name}.format AS SELECT ${formatVersion} AS version;
CREATE TABLE IF NOT EXISTS ${name}.runs (
  id VARCHAR PRIMARY KEY, started TIMESTAMP NOT NULL, ended TIMESTAMP, state VARCHAR NOT NULL,
  owner_pid BIGINT NOT NULL, owner_start VARCHAR NOT NULL, job JSON NOT NULL, receipt JSON, fault JSON
);
CREATE TABLE IF NOT EXISTS ${name}.models (
  path VARCHAR PRIMARY KEY, sha256 VARCHAR NOT NULL, bytes BIGINT NOT NULL, last_used TIMESTAMP NOT NULL
);
CREATE TABLE IF NOT EXISTS ${name}.sources (paths JSON PRIMARY KEY, last_used TIMESTAMP NOT NULL);
CREATE TABLE IF NOT EXISTS ${name}.readings (paths JSON PRIMARY KEY, reading JSON NOT NULL);
CREATE TABLE IF NOT EXISTS ${name}.bindings (
  model_sha256 VARCHAR, schema_key VARCHAR, binding JSON NOT NULL, saved TIMESTAMP NOT NULL,
  PRIMARY KEY (model_sha256, schema_key)
);`;
}
