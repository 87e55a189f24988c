"""The floor's tables and rows."""

FLOOR = """
CREATE TABLE floor_account (id serial PRIMARY KEY, name text);
CREATE TABLE floor_token (
    id serial PRIMARY KEY, key text UNIQUE, account_id int NOT NULL REFERENCES floor_account);
CREATE TABLE floor_text (id serial PRIMARY KEY, body text);
CREATE TABLE floor_annotation (
    id serial PRIMARY KEY, text_id int NOT NULL REFERENCES floor_text,
    account_id int NOT NULL REFERENCES floor_account,
    start int NOT NULL, "end" int NOT NULL, exact text NOT NULL, label text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now());
CREATE INDEX ON floor_annotation (text_id, start);
INSERT INTO floor_account (name) VALUES ('editor');
INSERT INTO floor_token (key, account_id) VALUES ('floor-token', 1);
INSERT INTO floor_text (id, body) VALUES (1, 'one'), (200, repeat('word ', 12000)), (2000, repeat('word ', 12000));
INSERT INTO floor_annotation (text_id, account_id, start, "end", exact, label)
    SELECT t, 1, n * 30, n * 30 + 25, 'In place ' || n || ' the ministry counted', 'claim'
    FROM unnest(ARRAY[200, 2000]) t, generate_series(1, t) n;
"""
