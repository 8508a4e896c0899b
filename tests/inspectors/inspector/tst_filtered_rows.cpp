// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>

#include "inspectors/inspector/event_window.h"
#include "inspectors/inspector/filtered_rows.h"
#include "tests/fakes/event_builder.h"
#include "tests/fakes/scripted_page_source.h"

using namespace eventscope;
using namespace eventscope::inspect;

namespace {

constexpr auto Deadline = 20'000;

FilteredRows::Options onlyMail(Names& names)
{
    return {.makeTest =
                [&names] {
                    return [mail = names.channels.intern("mail")](
                               const EventView& event) { return event->channel == mail; };
                },
        .channels = {}};
}

/// Even positions are mail.
SharedBatch batchOf(Names& names, std::uint64_t first, std::uint64_t count)
{
    fakes::EventBuilder builder(names);
    for (std::uint64_t i = 0; i < count; ++i)
        builder.add((first + i) % 2 == 0 ? "mail" : "orders", "{}");
    return builder.take(Position(first));
}

void takeAll(FilteredRows& rows)
{
    const auto pending = rows.pending();
    rows.removeFront(pending.removeFront);
    rows.insertFront(pending.insertFront);
    rows.append(pending.append);
}

std::vector<std::uint64_t> positions(const FilteredRows& rows)
{
    std::vector<std::uint64_t> result;
    for (int row = 0; row < rows.count(); ++row)
        result.push_back(rows.position(row).value());
    return result;
}

} // namespace

class TestFilteredRows : public QObject {
    Q_OBJECT

private slots:
    void whatIsInMemoryIsFound();
    void theLogIsSearchedBehindMemory();
    void theNewestAreFoundFirst();
    void aHoleInMemoryIsSearchedInTheLog();
    void liveEventsAreAppended();
    void eventsThatAreGoneLeave();
    void aChannelFilterIsPushedDown();
    void aSearchCanBeStopped();
    void aClosedLogIsTold();
    void aFailedLogIsTold();
    void anEmptyWindowIsNoProblem();
};

void TestFilteredRows::whatIsInMemoryIsFound()
{
    Names names;
    EventWindow window;
    window.append(batchOf(names, 1, 4));
    window.append(batchOf(names, 5, 4));
    window.finishFrame(true);

    FilteredRows rows(window, onlyMail(names));
    QTRY_VERIFY_WITH_TIMEOUT(!rows.isSearching(), Deadline);
    takeAll(rows);

    QCOMPARE(positions(rows), (std::vector<std::uint64_t>{2, 4, 6, 8}));
    QCOMPARE(rows.rowAtOrAfter(Position(5)), 2);
    QCOMPARE(rows.progress(), 1.0);
}

void TestFilteredRows::theLogIsSearchedBehindMemory()
{
    Names names;
    fakes::ScriptedPageSource log(names);
    log.store(Position(1), "mail", "1");
    log.store(Position(2), "orders", "2");
    log.store(Position(9), "mail", "9");
    EventWindow window;
    window.setPageSource(&log);
    window.append(batchOf(names, 10, 2));
    window.finishFrame(true);

    FilteredRows rows(window, onlyMail(names));
    QTRY_VERIFY_WITH_TIMEOUT(!rows.isSearching(), Deadline);
    takeAll(rows);

    QCOMPARE(positions(rows), (std::vector<std::uint64_t>{1, 9, 10}));
}

void TestFilteredRows::theNewestAreFoundFirst()
{
    Names names;
    fakes::ScriptedPageSource log(names);
    log.store(Position(1), 20'000);
    log.holdAnswers();
    EventWindow window;
    window.setPageSource(&log);

    FilteredRows rows(window, onlyMail(names));
    QVERIFY(log.answerOne());
    QTRY_VERIFY_WITH_TIMEOUT(rows.pending().insertFront > 0, Deadline);
    takeAll(rows);

    QVERIFY(rows.isSearching());
    QCOMPARE(rows.position(rows.count() - 1).value(), 20'000U);
    QVERIFY(rows.position(0).value() > 10'000U);
    QVERIFY(rows.progress() > 0 && rows.progress() < 1);
}

void TestFilteredRows::aHoleInMemoryIsSearchedInTheLog()
{
    Names names;
    fakes::ScriptedPageSource log(names);
    for (std::uint64_t position = 1; position <= 12; ++position)
        log.store(Position(position), position % 2 == 0 ? "mail" : "orders", "{}");
    EventWindow window;
    window.setPageSource(&log);
    window.append(batchOf(names, 3, 2));
    window.append(batchOf(names, 9, 2));
    window.finishFrame(true);

    FilteredRows rows(window, onlyMail(names));
    QTRY_VERIFY_WITH_TIMEOUT(!rows.isSearching(), Deadline);
    takeAll(rows);

    QCOMPARE(positions(rows), (std::vector<std::uint64_t>{2, 4, 6, 8, 10, 12}));
}

void TestFilteredRows::liveEventsAreAppended()
{
    Names names;
    EventWindow window;
    window.append(batchOf(names, 1, 2));
    window.finishFrame(true);
    FilteredRows rows(window, onlyMail(names));
    QTRY_VERIFY_WITH_TIMEOUT(!rows.isSearching(), Deadline);
    takeAll(rows);

    window.append(batchOf(names, 3, 4));
    window.finishFrame(true);
    QTRY_COMPARE_WITH_TIMEOUT(rows.pending().append, 2, Deadline);
    takeAll(rows);
    window.append(batchOf(names, 7, 2));
    window.finishFrame(true);
    QTRY_COMPARE_WITH_TIMEOUT(rows.pending().append, 1, Deadline);
    takeAll(rows);

    QCOMPARE(positions(rows), (std::vector<std::uint64_t>{2, 4, 6, 8}));
}

void TestFilteredRows::eventsThatAreGoneLeave()
{
    Names names;
    const auto first = batchOf(names, 1, 100);
    EventWindow window(first->memoryBytes() * 3);
    window.append(first);
    window.finishFrame(true);
    FilteredRows rows(window, onlyMail(names));
    QTRY_VERIFY_WITH_TIMEOUT(!rows.isSearching(), Deadline);
    takeAll(rows);
    QCOMPARE(rows.count(), 50);

    for (std::uint64_t i = 1; i < 5; ++i)
        window.append(batchOf(names, 1 + i * 100, 100));
    window.finishFrame(true);

    QCOMPARE(rows.pending().removeFront, 50);
}

void TestFilteredRows::aChannelFilterIsPushedDown()
{
    Names names;
    fakes::ScriptedPageSource log(names);
    log.store(Position(1), 1000);
    EventWindow window;
    window.setPageSource(&log);
    auto options = onlyMail(names);
    options.channels = {"nobody"};

    FilteredRows rows(window, options);
    QTRY_VERIFY_WITH_TIMEOUT(!rows.isSearching(), Deadline);
    takeAll(rows);

    QCOMPARE(rows.count(), 0);
    QCOMPARE(log.asked(), 1U);
}

void TestFilteredRows::aSearchCanBeStopped()
{
    Names names;
    fakes::ScriptedPageSource log(names);
    log.store(Position(1), 20'000);
    log.holdAnswers();
    EventWindow window;
    window.setPageSource(&log);
    FilteredRows rows(window, onlyMail(names));
    QVERIFY(rows.isSearching());

    rows.cancel();
    QVERIFY(log.answerOne());
    QCoreApplication::processEvents();

    QVERIFY(!rows.isSearching());
    QVERIFY(!rows.problem().isEmpty());
    QCOMPARE(rows.pending().insertFront, 0);
    QCOMPARE(log.asked(), 1U);
}

void TestFilteredRows::aClosedLogIsTold()
{
    Names names;
    auto log = std::make_unique<fakes::ScriptedPageSource>(names);
    log->store(Position(1), 10);
    log->holdAnswers();
    EventWindow window;
    window.setPageSource(log.get());
    FilteredRows rows(window, onlyMail(names));

    window.setPageSource(nullptr);
    log.reset();
    QTRY_VERIFY_WITH_TIMEOUT(!rows.isSearching(), Deadline);

    QVERIFY(!rows.problem().isEmpty());
}

void TestFilteredRows::aFailedLogIsTold()
{
    Names names;
    fakes::ScriptedPageSource log(names);
    log.store(Position(1), 10);
    log.failWith({Fault::Corrupt, "segment 3 is cut short"});
    EventWindow window;
    window.setPageSource(&log);

    FilteredRows rows(window, onlyMail(names));
    QTRY_VERIFY_WITH_TIMEOUT(!rows.isSearching(), Deadline);

    QCOMPARE(rows.problem(), QStringLiteral("segment 3 is cut short"));
}

void TestFilteredRows::anEmptyWindowIsNoProblem()
{
    Names names;
    EventWindow window;

    FilteredRows rows(window, onlyMail(names));

    QVERIFY(!rows.isSearching());
    QCOMPARE(rows.pending(), EventRows::Pending{});
}

QTEST_GUILESS_MAIN(TestFilteredRows)
#include "tst_filtered_rows.moc"
