// SPDX-License-Identifier: GPL-3.0-or-later
#include <QObject>
#include <QTest>

#include <memory>
#include <string>
#include <vector>

#include "broker/stream/intake.h"
#include "tests/fakes/event_builder.h"
#include "tests/fakes/fake_clock.h"

using namespace eventscope;
using namespace eventscope::stream;
using namespace std::chrono_literals;
using fakes::EventBuilder;

namespace {

/// An intake whose bound is reached by the first full batch.
struct Fixture {
    explicit Fixture(Intake::Source source, std::size_t maxBytes = 1)
        : intake({.connection = ConnectionId(3),
                     .source = source,
                     .maxBytes = maxBytes,
                     .maxEventBytes = 1000,
                     .redactor = {}},
            names, clock, losses, wakeUp,
            [this](ConnectionId, ConnectionState reported, const std::optional<Error>& error) {
                state = std::string(toText(reported)) + (error ? ": " + error->what : "");
            })
    {
    }

    std::size_t publish(std::size_t count)
    {
        const std::vector<IncomingEvent> events(count, EventBuilder::dull());
        return intake.publish(events);
    }
    std::size_t publishPayload(std::size_t size)
    {
        const std::string payload(size, 'x');
        auto event = EventBuilder::dull();
        event.payload = payload;
        return intake.publish({&event, 1});
    }
    /// Everything that waits: `m` for a message, `g(count)` for a gap; equal ones in a row are counted.
    std::string taken()
    {
        std::string text;
        std::size_t messages = 0;
        const auto flush = [&] {
            if (messages > 0)
                text += std::to_string(messages) + "m ";
            messages = 0;
        };
        while (const auto batch = intake.take()) {
            for (std::size_t i = 0; i < batch->size(); ++i) {
                const EventView event(*batch, i);
                if (event->kind != EventKind::Gap) {
                    ++messages;
                    continue;
                }
                flush();
                const auto count = findField(event.bytes(event->fields), "count");
                text += "g(" + (count ? std::to_string(std::get<std::uint64_t>(*count)) : std::string("?")) + ") ";
            }
        }
        flush();
        return text;
    }

    Names names;
    fakes::FakeClock clock;
    LossLedger losses;
    WakeUp wakeUp;
    std::string state;
    Intake intake;
};

constexpr auto CanWait = Intake::Source::CanWait;
constexpr auto CannotWait = Intake::Source::CannotWait;
constexpr std::size_t Batch = BatchBuilder::MaxEvents;

} // namespace

class TestIntake : public QObject {
    Q_OBJECT

private slots:
    void aFullIntakeMakesASourceThatCanWaitWait();
    void aFullIntakeLosesFromASourceThatCannotWait();
    void anOverrunIsToldBeforeTheNextEvent();
    void anOverrunIsToldWithoutANextEvent();
    void anOverrunThatFillsTheBatchHidesNothing();
    void aTooLargeEventIsLostAlone_data();
    void aTooLargeEventIsLostAlone();
    void aReportedGapKeepsWhatTheConnectorSaid();
    void eventsAreStampedUnlessTheyBringATime();
    void aLargeEventStartsABatchOfItsOwn();
    void thePumpIsWoken();
    void theStateIsPassedOn();
};

void TestIntake::aFullIntakeMakesASourceThatCanWaitWait()
{
    Fixture f(CanWait);

    QCOMPARE(f.publish(Batch + 100), Batch);
    QCOMPARE(f.publish(1), std::size_t{0});

    QVERIFY(f.intake.isFull());
    QCOMPARE(f.intake.lostEvents(), std::uint64_t{0});
    QCOMPARE(f.taken(), std::string("512m "));
    QCOMPARE(f.publish(100), std::size_t{100});
}

void TestIntake::aFullIntakeLosesFromASourceThatCannotWait()
{
    Fixture f(CannotWait);

    QCOMPARE(f.publish(Batch + 100), Batch + 100);

    QCOMPARE(f.intake.lostEvents(), std::uint64_t{100});
    QCOMPARE(f.losses.count(Loss::IntakeFull), std::uint64_t{100});
    QCOMPARE(f.intake.takenEvents(), std::uint64_t{Batch});
}

void TestIntake::anOverrunIsToldBeforeTheNextEvent()
{
    Fixture f(CannotWait);
    f.publish(Batch + 50);
    f.clock.advance(2s);
    f.publish(50);
    const auto first = f.intake.take();

    f.publish(3);

    const auto rest = f.intake.take();
    QCOMPARE(first->size(), Batch);
    const EventView gap(*rest, 0);
    QVERIFY(gap->kind == EventKind::Gap);
    const auto fields = gap.fields();
    QCOMPARE(fields.size(), std::size_t{4});
    QVERIFY(fields[0] == (Field{"from", std::string_view("2026-03-01T12:00:00.000000000Z")}));
    QVERIFY(fields[1] == (Field{"to", std::string_view("2026-03-01T12:00:02.000000000Z")}));
    QVERIFY(fields[2].name == "reason");
    QVERIFY(fields[3] == (Field{"count", std::uint64_t{100}}));
    QCOMPARE(rest->size(), std::size_t{4});
}

void TestIntake::anOverrunIsToldWithoutANextEvent()
{
    Fixture f(CannotWait);
    f.publish(Batch + 7);

    QCOMPARE(f.taken(), std::string("512m g(7) "));
    QCOMPARE(f.taken(), std::string());
}

void TestIntake::anOverrunThatFillsTheBatchHidesNothing()
{
    Fixture f(CannotWait, std::size_t{1} << 30U);
    f.publish(Batch - 1);
    f.publishPayload(2000); // lost, and its gap is the one that fills the batch

    QCOMPARE(f.taken(), std::string("511m g(1) "));
}

void TestIntake::aTooLargeEventIsLostAlone_data()
{
    QTest::addColumn<bool>("canWait");
    QTest::newRow("a source that can wait") << true;
    QTest::newRow("a source that cannot") << false;
}

void TestIntake::aTooLargeEventIsLostAlone()
{
    QFETCH(const bool, canWait);
    Fixture f(canWait ? CanWait : CannotWait);

    QCOMPARE(f.publishPayload(1000), std::size_t{1});
    QCOMPARE(f.publishPayload(1001), std::size_t{1});
    QCOMPARE(f.publishPayload(1), std::size_t{1});

    QCOMPARE(f.losses.count(Loss::TooLarge), std::uint64_t{1});
    QCOMPARE(f.taken(), std::string("1m g(1) 1m "));
}

void TestIntake::aReportedGapKeepsWhatTheConnectorSaid()
{
    Fixture f(CannotWait);

    f.intake.reportGap({"orders", NoTime, NoTime, "The link was down.", std::nullopt});

    const auto batch = f.intake.take();
    const EventView gap(*batch, 0);
    QVERIFY(gap->kind == EventKind::Gap);
    QCOMPARE(std::string(f.names.channels.text(gap->channel)), std::string("orders"));
    QVERIFY(findField(gap.bytes(gap->fields), "reason")
        == std::optional<FieldValue>(std::string_view("The link was down.")));
    QVERIFY(!findField(gap.bytes(gap->fields), "count"));
    QVERIFY(gap.payload() && gap.payload()->empty());
}

void TestIntake::eventsAreStampedUnlessTheyBringATime()
{
    Fixture f(CannotWait);
    auto event = EventBuilder::dull();
    f.clock.advance(5s);
    (void)f.intake.publish({&event, 1});
    event.observedTime = f.clock.now() - 1h;
    (void)f.intake.publish({&event, 1});

    const auto batch = f.intake.take();

    QVERIFY(batch->event(0).observedTime == f.clock.now());
    QVERIFY(batch->event(1).observedTime == f.clock.now() - 1h);
    QVERIFY(batch->event(0).connection == ConnectionId(3));
}

void TestIntake::aLargeEventStartsABatchOfItsOwn()
{
    Names names;
    fakes::FakeClock clock;
    LossLedger losses;
    WakeUp wakeUp;
    Intake intake({}, names, clock, losses, wakeUp, {});
    const std::string large(BatchBuilder::MaxBytes - 10, 'x');
    auto event = EventBuilder::dull();
    (void)intake.publish({&event, 1});
    event.payload = large;
    (void)intake.publish({&event, 1});

    QCOMPARE(intake.take()->size(), std::size_t{1});
    QCOMPARE(intake.take()->size(), std::size_t{1});
    QVERIFY(!intake.take());
}

void TestIntake::thePumpIsWoken()
{
    Fixture f(CannotWait);

    f.publish(1);
    QVERIFY(f.wakeUp.waitFor(0ns));
    f.publish(1);
    QVERIFY(!f.wakeUp.waitFor(0ns)); // it knows already
    f.intake.reportGap({"", NoTime, NoTime, "x", std::nullopt});
    QVERIFY(f.wakeUp.waitFor(0ns));
    (void)f.intake.take();
    f.publishPayload(5000);
    QVERIFY(f.wakeUp.waitFor(0ns)); // nothing but a loss to tell
    QCOMPARE(f.taken(), std::string("g(1) "));
}

void TestIntake::theStateIsPassedOn()
{
    Fixture f(CannotWait);
    EventSink& sink = f.intake;

    sink.report(ConnectionState::Down, Error{Fault::Unavailable, "no route"});
    QCOMPARE(f.state, std::string("down: no route"));
    sink.report(ConnectionState::Up);
    QCOMPARE(f.state, std::string("up"));
}

QTEST_APPLESS_MAIN(TestIntake)
#include "tst_intake.moc"
