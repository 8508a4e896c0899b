// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <string>

#include "app/main_window.h"
#include "app/recording_source.h"
#include "app/recording_window.h"
#include "app/window_actions.h"
#include "broker/log/log_writer.h"
#include "inspectors/flow/flow_inspector.h"
#include "tests/fakes/event_builder.h"
#include "tests/fakes/verify_result.h"

using namespace eventscope;
using app::RecordingSource;
using app::RecordingWindow;

namespace {

constexpr int Events = 3'000;

/// A recording of two channels that was closed in order.
std::filesystem::path record(const QTemporaryDir& folder)
{
    Names names;
    log::LogOptions options;
    options.path = folder.filePath(QStringLiteral("two.eventscope")).toStdString();
    options.layout = log::LogOptions::Layout::Recording;
    auto writer = log::LogWriter::open(options, names);
    if (!writer)
        return {};
    fakes::EventBuilder builder(names);
    for (int i = 0; i < Events; ++i)
        builder.add(i % 3 == 0 ? "payments" : "orders", R"({"number":"payload-)" + std::to_string(i) + "\"}");
    const auto stored = (*writer)->append(*builder.take());
    return stored && (*writer)->close() ? options.path : std::filesystem::path();
}

/// Changes one character of one payload, as a failing disk would.
bool damage(const std::filesystem::path& file)
{
    QFile bytes(QString::fromStdString(file.string()));
    if (!bytes.open(QIODevice::ReadWrite))
        return false;
    const auto at = bytes.readAll().indexOf("payload-1234");
    return at > 0 && bytes.seek(at) && bytes.write("P") == 1;
}

} // namespace

class TestRecordingSource : public QObject {
    Q_OBJECT

private slots:
    void pagesAreThereAtOnceAndChannelsAfterTheSurvey();
    void aMissingFileIsNotFound();
    void somethingElseIsRefused();
    void aWindowShowsEveryEvent();
    void aDamagedEventIsLeftOutAndTold();
    void closingWhileItIsReadDoesNotHang();

private:
    SystemClock m_clock;
    FieldRegistry m_fields;
};

void TestRecordingSource::pagesAreThereAtOnceAndChannelsAfterTheSurvey()
{
    const QTemporaryDir folder;
    Names names;
    auto source = RecordingSource::open(record(folder), names, m_fields, m_clock);
    VERIFY_RESULT(source);

    QCOMPARE((*source)->title(), QStringLiteral("two.eventscope"));
    QVERIFY(!(*source)->isLive());
    QCOMPARE((*source)->pages()->first(), Position(1));
    QCOMPARE((*source)->pages()->last(), Position(Events));
    QCOMPARE((*source)->health().storedEvents, std::uint64_t{Events});
    QVERIFY((*source)->recovery().isWhole());
    QTRY_COMPARE_WITH_TIMEOUT((*source)->snapshots().rates.events, std::uint64_t{Events}, 20'000);
    const auto& rates = (*source)->snapshots().rates;
    QCOMPARE(rates.channels.size(), std::size_t{2});
    const auto payments = std::find_if(rates.channels.begin(), rates.channels.end(),
        [&](const auto& channel) { return names.channels.text(channel.channel) == "payments"; });
    QVERIFY(payments != rates.channels.end());
    QCOMPARE(payments->events, std::uint64_t{Events / 3});
    QVERIFY(!(*source)->snapshots().volume.bins.empty());
}

void TestRecordingSource::aMissingFileIsNotFound()
{
    Names names;
    const auto source = RecordingSource::open("/nowhere/x.eventscope", names, m_fields, m_clock);
    QVERIFY(!source);
    QCOMPARE(source.error().fault, Fault::NotFound);
}

void TestRecordingSource::somethingElseIsRefused()
{
    Names names;
    const auto source = RecordingSource::open(EVENTSCOPE_SOURCE_DIR "/LICENSE", names, m_fields, m_clock);
    QVERIFY(!source);
    QVERIFY2(source.error().what.find("LICENSE") != std::string::npos, source.error().what.c_str());
}

void TestRecordingSource::aWindowShowsEveryEvent()
{
    const QTemporaryDir folder;
    auto recording = RecordingWindow::open(record(folder), m_fields, m_clock, {});
    VERIFY_RESULT(recording);
    auto& window = (*recording)->window();
    window.show();
    QVERIFY((*recording)->isVisible());
    QVERIFY(window.windowTitle().contains(QStringLiteral("two.eventscope")));
    QTRY_COMPARE_WITH_TIMEOUT(window.flow().shownEvents(), std::uint64_t{Events}, 20'000);
    QVERIFY(!window.actions().record()->isEnabled()); // nothing comes
    window.close();
    QVERIFY(!(*recording)->isVisible());
}

void TestRecordingSource::aDamagedEventIsLeftOutAndTold()
{
    const QTemporaryDir folder;
    const auto file = record(folder);
    QVERIFY(damage(file));
    Names names;
    auto source = RecordingSource::open(file, names, m_fields, m_clock);
    VERIFY_RESULT(source);
    QTRY_COMPARE_WITH_TIMEOUT((*source)->snapshots().rates.events, std::uint64_t{Events - 1}, 20'000);
    QTRY_COMPARE_WITH_TIMEOUT((*source)->health().storedEvents, std::uint64_t{Events - 1}, 20'000);
    QVERIFY(!(*source)->health().logProblem.empty());
}

void TestRecordingSource::closingWhileItIsReadDoesNotHang()
{
    const QTemporaryDir folder;
    Names names;
    auto source = RecordingSource::open(record(folder), names, m_fields, m_clock);
    VERIFY_RESULT(source);
    source->reset();
}

QTEST_MAIN(TestRecordingSource)
#include "tst_recording_source.moc"
