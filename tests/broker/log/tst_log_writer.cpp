// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <fstream>
#include <limits>

#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/broker/log/log_folder.h"
#include "tests/fakes/verify_result.h"

using namespace eventscope;
using namespace eventscope::log;
using fakes::LogFolder;
using fakes::positions;
using Strings = std::vector<std::string>;
using Numbers = std::vector<std::uint64_t>;

namespace {

/// What `sqlite3 FILE SQL` prints: the first column of the first row.
std::string query(const std::filesystem::path& path, const char* sql)
{
    sqlite3* database = nullptr;
    sqlite3_open_v2(path.c_str(), &database, SQLITE_OPEN_READONLY, nullptr);
    std::string text = "error";
    sqlite3_exec(
        database, sql,
        [](void* to, int, char** values, char**) {
            *static_cast<std::string*>(to) = values[0] != nullptr ? values[0] : "NULL";
            return 1;
        },
        &text, nullptr);
    sqlite3_close(database);
    return text;
}

IncomingEvent fullEvent(const std::vector<Header>& headers, const std::vector<Field>& fields)
{
    IncomingEvent event;
    event.kind = EventKind::Delivery;
    event.channel = "orders";
    event.partition = 3;
    event.offset = std::numeric_limits<std::int64_t>::max();
    event.eventTime = WallTime(std::chrono::nanoseconds(1'700'000'000'123'456'789));
    event.producer = "p-1";
    event.epoch = 7;
    event.sequence = 42;
    event.key = std::string_view("\x00\xff", 2);
    event.id = "id-1";
    event.source = "/shop";
    event.type = "order.created";
    event.subject = "s\xc3\xa4";
    event.contentType = "application/json";
    event.correlation = "c-1";
    event.causation = "k-1";
    event.traceparent = "00-1-2-01";
    event.headers = headers;
    event.fields = fields;
    event.payload = R"({"a":1})";
    return event;
}

} // namespace

class TestLogWriter : public QObject {
    Q_OBJECT

private slots:
    void whatIsCommittedIsReadBackWhole()
    {
        LogFolder folder;
        const std::vector<Header> headers{{"h", "1"}, {"h", std::nullopt}, {"e", std::string_view("")}};
        const std::vector<Field> fields{{"f.u", std::uint64_t{5}}, {"f.t", std::string_view("x")}};
        auto writer = LogWriter::open(folder.recording(), folder.names);
        VERIFY_RESULT(writer);
        const auto written = fakes::EventBuilder(folder.names).add(fullEvent(headers, fields)).take(Position(9));
        VERIFY_RESULT((*writer)->append(*written));
        VERIFY_RESULT((*writer)->commit());
        VERIFY_RESULT((*writer)->close());

        Names names;
        auto reader = LogReader::open(folder.path(), names);
        VERIFY_RESULT(reader);
        const auto batch = (*reader)->read(Position(1), 10);
        VERIFY_RESULT(batch);

        QCOMPARE((*batch)->size(), std::size_t{1});
        const EventView event(**batch, 0);
        const EventView before(*written, 0);
        QCOMPARE(event.position().value(), std::uint64_t{9});
        QCOMPARE(event->kind, EventKind::Delivery);
        QCOMPARE(names.connections.text(event->connection), std::string_view("test"));
        QCOMPARE(names.channels.text(event->channel), std::string_view("orders"));
        QCOMPARE(names.producers.text(event->producer), std::string_view("p-1"));
        QCOMPARE(names.sources.text(event->source), std::string_view("/shop"));
        QCOMPARE(names.types.text(event->type), std::string_view("order.created"));
        QCOMPARE(names.contentTypes.text(event->contentType), std::string_view("application/json"));
        QCOMPARE(event->partition, 3);
        QCOMPARE(event->offset, before->offset);
        QCOMPARE(event->epoch, 7U);
        QCOMPARE(event->sequence, std::uint64_t{42});
        QVERIFY(event->eventTime == before->eventTime);
        QVERIFY(event->observedTime == before->observedTime);
        for (const auto slice : {&Event::key, &Event::id, &Event::subject, &Event::correlation, &Event::causation,
                 &Event::traceparent, &Event::headers, &Event::fields, &Event::payload})
            QVERIFY(event.batch().optionalBytes(event.event().*slice)
                == before.batch().optionalBytes(before.event().*slice));
    }

    void anAbsentValueStaysAbsent()
    {
        LogFolder folder;
        IncomingEvent tombstone;
        tombstone.channel = "orders";
        IncomingEvent empty = tombstone;
        empty.payload = std::string_view("");
        auto writer = LogWriter::open(folder.recording(), folder.names);
        VERIFY_RESULT(writer);
        VERIFY_RESULT((*writer)->append(*fakes::EventBuilder(folder.names).add(tombstone).add(empty).take()));
        VERIFY_RESULT((*writer)->close());

        auto reader = LogReader::open(folder.path(), folder.names);
        VERIFY_RESULT(reader);
        const auto batch = (*reader)->read(Position(1), 10);
        VERIFY_RESULT(batch);

        const EventView first(**batch, 0);
        QVERIFY(!first.payload());
        QVERIFY(EventView(**batch, 1).payload() == std::string_view(""));
        QVERIFY(!first.key());
        QVERIFY(first->eventTime == NoTime);
        QCOMPARE(first->offset, Event::NoOffset);
        QCOMPARE(first->partition, Event::NoPartition);
        QCOMPARE(first->sequence, Event::NoSequence);
        QCOMPARE(first->epoch, Event::NoEpoch);
        QVERIFY(!first->producer);
    }

    void aClosedRecordingIsOnePrivateFile()
    {
        LogFolder folder;
        VERIFY_RESULT(folder.makeRecording(folder.recording(), 700));

        QCOMPARE(folder.files(), Strings{"x.eventscope"});
        struct stat status { };
        QCOMPARE(::stat(folder.path().c_str(), &status), 0);
        QCOMPARE(status.st_mode & 0777U, 0600U);
    }

    void anybodyCanReadItWithSqlite()
    {
        LogFolder folder;
        VERIFY_RESULT(folder.makeRecording(folder.recording(), 3));

        QCOMPARE(query(folder.path(), "SELECT count(*) FROM events"), std::string("3"));
        QCOMPARE(query(folder.path(), "SELECT channel FROM readable WHERE position = 2"), std::string("payments"));
        QCOMPARE(query(folder.path(), "SELECT observed FROM readable WHERE position = 1"),
            std::string("2026-03-01T12:00:00.001000000Z"));
        QCOMPARE(query(folder.path(), "PRAGMA integrity_check"), std::string("ok"));
        QCOMPARE(query(folder.path(), "PRAGMA page_size"), std::string("16384"));
    }

    void positionsThatAreMissingBecomeAGap()
    {
        LogFolder folder;
        auto writer = LogWriter::open(folder.recording(), folder.names);
        VERIFY_RESULT(writer);
        VERIFY_RESULT((*writer)->append(*folder.batch(1, 2)));
        VERIFY_RESULT((*writer)->append(*folder.batch(10, 1)));
        VERIFY_RESULT((*writer)->close());

        auto reader = LogReader::open(folder.path(), folder.names);
        VERIFY_RESULT(reader);
        const auto batch = (*reader)->read(Position(1), 10);
        VERIFY_RESULT(batch);

        QCOMPARE(positions(**batch), (Numbers{1, 2, 3, 10}));
        const EventView gap(**batch, 2);
        QCOMPARE(gap->kind, EventKind::Gap);
        QCOMPARE(std::get<std::uint64_t>(*findField(gap.bytes(gap->fields), "count")), std::uint64_t{7});
        QCOMPARE(std::get<std::string_view>(*findField(gap.bytes(gap->fields), "from")),
            std::string_view("2026-03-01T12:00:00.002000000Z"));
        const auto report = (*reader)->verify(nullptr);
        VERIFY_RESULT(report);
        QVERIFY(report->isWhole());
        QCOMPARE((*reader)->eventCount(), std::uint64_t{4});
    }

    void positionsMustRise()
    {
        LogFolder folder;
        auto writer = LogWriter::open(folder.recording(), folder.names);
        VERIFY_RESULT(writer);
        VERIFY_RESULT((*writer)->append(*folder.batch(5, 2)));

        const auto again = (*writer)->append(*folder.batch(6, 1));

        QVERIFY(!again);
        QCOMPARE(again.error().fault, Fault::Invalid);
        QCOMPARE((*writer)->uncommittedEvents(), std::uint64_t{2});
    }

    void aReopenedRecordingGoesOn()
    {
        LogFolder folder;
        VERIFY_RESULT(folder.makeRecording(folder.recording(), 3));
        {
            auto writer = LogWriter::open(folder.recording(), folder.names);
            VERIFY_RESULT(writer);
            QVERIFY((*writer)->recovery().wasClean);
            QCOMPARE((*writer)->lastAppended().value(), std::uint64_t{3});
            VERIFY_RESULT((*writer)->append(*folder.batch(4, 2)));
            VERIFY_RESULT((*writer)->close());
        }

        auto reader = LogReader::open(folder.path(), folder.names);
        VERIFY_RESULT(reader);
        QCOMPARE(positions(**(*reader)->read(Position(1), 10)), (Numbers{1, 2, 3, 4, 5}));
        QVERIFY((*reader)->verify(nullptr)->isWhole());
        QCOMPARE(query(folder.path(), "SELECT count(*) FROM names"), std::string("6"));
    }

    void aSecondWriterIsRefusedAndToldWho()
    {
        LogFolder folder;
        auto writer = LogWriter::open(folder.recording(), folder.names);
        VERIFY_RESULT(writer);

        const auto second = LogWriter::open(folder.recording(), folder.names);

        QVERIFY(!second);
        QCOMPARE(second.error().fault, Fault::Denied);
        QVERIFY(second.error().what.find(std::to_string(::getpid())) != std::string::npos);
    }

    void aWriterThatDiedDoesNotBlockTheNext()
    {
        LogFolder folder;
        {
            auto died = LogWriter::open(folder.recording(), folder.names);
            VERIFY_RESULT(died);
            VERIFY_RESULT((*died)->append(*folder.batch(1, 5)));
            VERIFY_RESULT((*died)->commit());
            VERIFY_RESULT((*died)->append(*folder.batch(6, 5)));
        } // gone without close, as a killed process

        auto writer = LogWriter::open(folder.recording(), folder.names);
        VERIFY_RESULT(writer);

        QVERIFY(!(*writer)->recovery().wasClean);
        QVERIFY((*writer)->recovery().isWhole());
        QCOMPARE((*writer)->recovery().events, std::uint64_t{5});
        QCOMPARE((*writer)->lastCommitted().value(), std::uint64_t{5});
    }

    void whatIsNoLogIsRefused_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("text") << QByteArray("hello");
        QTest::newRow("a page of zeros") << QByteArray(4096, '\0');
        QTest::newRow("the head of a database and nothing else") << QByteArray("SQLite format 3\0", 16);
    }
    void whatIsNoLogIsRefused()
    {
        QFETCH(const QByteArray, content);
        LogFolder folder;
        std::ofstream(folder.path(), std::ios::binary).write(content.data(), content.size());

        const auto writer = LogWriter::open(folder.recording(), folder.names);

        QVERIFY(!writer);
        QVERIFY(writer.error().fault == Fault::Invalid || writer.error().fault == Fault::Corrupt);
        QVERIFY(writer.error().what.find("x.eventscope") != std::string::npos);
        QCOMPARE(std::filesystem::file_size(folder.path()), static_cast<std::uintmax_t>(content.size()));
        QVERIFY(!LogReader::open(folder.path(), folder.names));
    }

    void aForeignDatabaseIsRefused()
    {
        LogFolder folder;
        sqlite3* foreign = nullptr;
        sqlite3_open(folder.path().c_str(), &foreign);
        sqlite3_exec(foreign, "CREATE TABLE events(x)", nullptr, nullptr, nullptr);
        sqlite3_close(foreign);

        QCOMPARE(LogWriter::open(folder.recording(), folder.names).error().fault, Fault::Invalid);
        QCOMPARE(LogReader::open(folder.path(), folder.names).error().fault, Fault::Invalid);
    }

    void aNewerFormatIsRefused()
    {
        LogFolder folder;
        VERIFY_RESULT(folder.makeRecording(folder.recording(), 1));
        sqlite3* later = nullptr;
        sqlite3_open(folder.path().c_str(), &later);
        sqlite3_exec(later, "PRAGMA user_version = 2", nullptr, nullptr, nullptr);
        sqlite3_close(later);

        const auto reader = LogReader::open(folder.path(), folder.names);

        QVERIFY(!reader);
        QVERIFY(reader.error().what.find("format 2") != std::string::npos);
    }

    void anAbsentFolderIsNamed()
    {
        LogFolder folder;
        auto options = folder.recording();
        options.path = folder.path("absent/x.eventscope");

        const auto writer = LogWriter::open(options, folder.names);

        QVERIFY(!writer);
        QCOMPARE(writer.error().fault, Fault::NotFound);
        QVERIFY(writer.error().what.find("absent") != std::string::npos);
    }

    void afterCloseNothingIsTaken()
    {
        LogFolder folder;
        auto writer = LogWriter::open(folder.recording(), folder.names);
        VERIFY_RESULT(writer);
        VERIFY_RESULT((*writer)->close());

        QCOMPARE((*writer)->append(*folder.batch(1, 1)).error().fault, Fault::Unavailable);
        QVERIFY((*writer)->close());
    }
};

QTEST_APPLESS_MAIN(TestLogWriter)
#include "tst_log_writer.moc"
