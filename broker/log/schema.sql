-- SPDX-License-Identifier: GPL-3.0-or-later
-- One file of an event log: a recording, or one segment of a session log. See log_format.md.
-- Times are nanoseconds since 1970-01-01T00:00:00Z. NULL means that the event does not say.

PRAGMA application_id = 1163285315; -- the bytes "EVSC"
PRAGMA user_version = 1;            -- the version of this schema

CREATE TABLE events(
    position     INTEGER PRIMARY KEY, -- dense number that the session gave, from 1; a hole stands in `holes`
    kind         INTEGER NOT NULL,    -- 0 message, 1 delivery, 2 acknowledgement, 3 derived, 4 control, 5 kubernetes, 6 injected, 7 gap
    connection   INTEGER,             -- names.id: the configured connection it came over
    channel      INTEGER,             -- names.id: topic, subject, queue, Kubernetes resource
    producer     INTEGER,             -- names.id: who sent it, by delivery envelope or connector
    source       INTEGER,             -- names.id: CloudEvents source
    type         INTEGER,             -- names.id: CloudEvents type
    content_type INTEGER,             -- names.id: CloudEvents datacontenttype
    partition    INTEGER,             -- the broker's own coordinate
    "offset"     INTEGER,             -- the broker's own coordinate
    event_ns     INTEGER,             -- ns since 1970 UTC, claimed by the source
    observed_ns  INTEGER,             -- ns since 1970 UTC, when Eventscope saw it
    epoch        INTEGER,             -- delivery envelope: rises when a producer starts again
    sequence     INTEGER,             -- delivery envelope: contiguous for one producer, epoch and channel
    key          BLOB,                -- bytes, as on the wire
    id           TEXT,                -- CloudEvents id
    subject      TEXT,                -- CloudEvents subject
    correlation  TEXT,                -- CloudEvents extension correlationid
    causation    TEXT,                -- CloudEvents extension causationid: id of the causing event
    traceparent  TEXT,                -- W3C trace context
    headers      BLOB,                -- pairs in wire order, see log_format.md
    fields       BLOB,                -- pairs that the connector added, see log_format.md
    payload      BLOB,                -- bytes, as on the wire; NULL is a tombstone, an empty payload is not
    crc          INTEGER NOT NULL     -- CRC32C over all other columns, see log_format.md
) STRICT;

CREATE TABLE names(
    id   INTEGER PRIMARY KEY, -- from 1, valid in this file only
    kind TEXT NOT NULL,       -- connection, channel, producer, source, type, content_type
    text TEXT NOT NULL,       -- UTF-8 as received
    crc  INTEGER NOT NULL     -- CRC32C over id, kind and text
) STRICT;

CREATE TABLE holes(
    first INTEGER PRIMARY KEY, -- the first position that has no event on purpose
    count INTEGER NOT NULL,    -- how many there are in a row
    crc   INTEGER NOT NULL     -- CRC32C over first and count
) STRICT;

CREATE TABLE log(
    id            INTEGER PRIMARY KEY CHECK (id = 1), -- one row
    log_id        INTEGER NOT NULL, -- random, the same in every segment of a log and in its commit mark
    segment       INTEGER NOT NULL, -- number of the segment, from 1; 1 in a recording
    previous_last INTEGER NOT NULL, -- position at which the segment before ended; 0 in the first one
    events_before INTEGER NOT NULL, -- rows in all segments before this one, those dropped since among them
    created_ns    INTEGER NOT NULL, -- ns since 1970 UTC
    closed_ns     INTEGER,          -- ns since 1970 UTC; NULL while it is written and after a crash
    first         INTEGER,          -- first position, set when closed
    last          INTEGER,          -- last position accounted for, set when closed
    events        INTEGER,          -- rows in events, set when closed
    writer        TEXT NOT NULL     -- program that made the file
) STRICT;

-- For people: names resolved, times as text, payload as text.
CREATE VIEW readable AS
SELECT
    e.position,
    CASE e.kind WHEN 0 THEN 'message' WHEN 1 THEN 'delivery' WHEN 2 THEN 'acknowledgement' WHEN 3 THEN 'derived'
                WHEN 4 THEN 'control' WHEN 5 THEN 'kubernetes' WHEN 6 THEN 'injected' WHEN 7 THEN 'gap' END AS kind,
    strftime('%Y-%m-%dT%H:%M:%S', e.event_ns / 1000000000, 'unixepoch') || printf('.%09dZ', e.event_ns % 1000000000) AS time,
    strftime('%Y-%m-%dT%H:%M:%S', e.observed_ns / 1000000000, 'unixepoch') || printf('.%09dZ', e.observed_ns % 1000000000) AS observed,
    n.text AS connection, c.text AS channel, e.partition, e."offset",
    p.text AS producer, e.epoch, e.sequence, CAST(e.key AS TEXT) AS key, e.id,
    s.text AS source, t.text AS type, e.subject, d.text AS content_type,
    e.correlation, e.causation, e.traceparent, CAST(e.payload AS TEXT) AS payload
FROM events AS e
    LEFT JOIN names AS n ON n.id = e.connection
    LEFT JOIN names AS c ON c.id = e.channel
    LEFT JOIN names AS p ON p.id = e.producer
    LEFT JOIN names AS s ON s.id = e.source
    LEFT JOIN names AS t ON t.id = e.type
    LEFT JOIN names AS d ON d.id = e.content_type;
