// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QJsonObject>
#include <QPluginLoader>
#include <QTest>

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "broker/catalog/catalog.h"
#include "broker/event/clock.h"
#include "tests/fakes/recording_sink.h"
#include "tests/fakes/verify_result.h"

using namespace eventscope;

namespace {

constexpr int Deadline = 30'000;
constexpr int AtOnceMs = 1000;
constexpr int StopWithinMs = 2000;
constexpr int WatchMs = 300;

/// The folders of EVENTSCOPE_PLUGIN_PATH only: plugins that happen to be installed are not under test.
std::vector<std::filesystem::path> askedFolders()
{
    std::vector<std::filesystem::path> folders;
    for (const auto& folder :
        qEnvironmentVariable("EVENTSCOPE_PLUGIN_PATH").split(QLatin1Char(':'), Qt::SkipEmptyParts))
        folders.push_back(std::filesystem::absolute(folder.toStdString()));
    return folders;
}

/// All that was reported and published so far, as one number.
std::size_t callCount(const fakes::RecordingSink& sink)
{
    return sink.eventCount() + sink.reports().size() + sink.gaps().size();
}

} // namespace

/// Every connector that is found must pass this. A plugin from outside is tested by pointing EVENTSCOPE_PLUGIN_PATH at
/// it.
///
/// A manifest may have the member `absent_server_url`: a URL at which no server answers. Without it the plugin is taken
/// for one whose source is always there.
class TestConnectorContract : public QObject {
    Q_OBJECT

private slots:
    void initTestCase_data();
    void initTestCase();
    void init();
    void theManifestIsReadWithoutRunningThePlugin();
    void aConfigThatCannotWorkIsRefusedAsInvalid();
    void aUrlOfAnotherSystemIsRefusedAsInvalid();
    void noEventArrivesBeforeStart();
    void anAbsentServerIsReportedNotReturned();
    void manyThreadsMayPublish();
    void stopReturnsWithinTwoSeconds();
    void stopIsFinal();
    void abilitiesAreThoseOfTheManifest();

private:
    [[nodiscard]] std::unique_ptr<Connector> create();
    /// A config that can work: its server may be away.
    [[nodiscard]] Result<ConnectorConfig> startable();
    [[nodiscard]] std::string absentServerUrl() const;

    std::optional<catalog::Catalog> m_catalog;
    SystemClock m_clock;
    const Context m_context{m_clock}; // outlives the connectors, which keep a reference
    Manifest m_manifest;
    std::filesystem::path m_file;
};

void TestConnectorContract::initTestCase_data()
{
    QTest::addColumn<std::string>("plugin");
    m_catalog.emplace(askedFolders());
    for (const auto& entry : m_catalog->entries())
        QTest::newRow(entry.file.stem().c_str()) << entry.file.string();
}

void TestConnectorContract::initTestCase()
{
    QVERIFY2(!m_catalog->entries().empty(), "EVENTSCOPE_PLUGIN_PATH names no folder with a plugin");
}

void TestConnectorContract::init()
{
    QFETCH_GLOBAL(const std::string, plugin);
    for (const auto& entry : m_catalog->entries()) {
        if (entry.file.string() != plugin)
            continue;
        QVERIFY2(entry.problem.empty(), (plugin + ": " + entry.problem).c_str());
        m_manifest = entry.manifest;
        m_file = entry.file;
    }
}

std::unique_ptr<Connector> TestConnectorContract::create()
{
    const auto factory = m_catalog->factory(m_manifest.id);
    return factory ? (*factory)->create(m_context) : nullptr;
}

std::string TestConnectorContract::absentServerUrl() const
{
    const auto metaData = QPluginLoader(QString::fromStdString(m_file.string())).metaData();
    return metaData.value(QLatin1String("MetaData"))
        .toObject()
        .value(QLatin1String("absent_server_url"))
        .toString()
        .toStdString();
}

Result<ConnectorConfig> TestConnectorContract::startable()
{
    const auto factory = m_catalog->factory(m_manifest.id);
    if (!factory)
        return tl::unexpected(factory.error());
    auto url = absentServerUrl();
    if (url.empty() && m_manifest.findKey("url") != nullptr)
        url = m_manifest.findKey("url")->fallback;
    return (*factory)->parseUrl(url);
}

void TestConnectorContract::theManifestIsReadWithoutRunningThePlugin()
{
    const QPluginLoader loader(QString::fromStdString(m_file.string()));

    QCOMPARE(loader.metaData().value(QLatin1String("IID")).toString(), QStringLiteral(EVENTSCOPE_CONNECTOR_IID));
    QCOMPARE(m_file.stem().string(), m_manifest.id);
    QVERIFY(!m_manifest.schemes.empty());
    QVERIFY2(m_manifest.findKey("url") != nullptr, "config: the key url is missing");
    FieldRegistry registry;
    for (const auto& field : m_manifest.fields)
        VERIFY_RESULT(registry.add(field));
    for (const auto& key : m_manifest.config)
        QVERIFY2(!(key.isSecret && !key.fallback.empty()), "a secret has a default");
    const catalog::Catalog fresh(askedFolders());
    QVERIFY(fresh.findById(m_manifest.id) != nullptr);
    QVERIFY(!fresh.findById(m_manifest.id)->isLoaded);
}

void TestConnectorContract::aConfigThatCannotWorkIsRefusedAsInvalid()
{
    for (const auto& key : m_manifest.config) {
        if (!key.isRequired)
            continue;
        auto connector = create();
        QVERIFY(connector != nullptr);
        auto config = startable();
        VERIFY_RESULT(config);
        config->values.erase(key.key);
        fakes::RecordingSink sink;

        const auto started = connector->start(*config, sink);

        QVERIFY2(!started, key.key.c_str());
        QVERIFY(started.error().fault == Fault::Invalid);
        QVERIFY2(started.error().what.find(key.key) != std::string::npos, started.error().what.c_str());
        QCOMPARE(callCount(sink), std::size_t{0});
    }
}

void TestConnectorContract::aUrlOfAnotherSystemIsRefusedAsInvalid()
{
    auto connector = create();
    QVERIFY(connector != nullptr);
    fakes::RecordingSink sink;

    const auto started = connector->start({"contract", {{"url", "no-such-scheme://host/x"}}}, sink);
    const auto parsed = (*m_catalog->factory(m_manifest.id))->parseUrl("no-such-scheme://host/x");

    QVERIFY(!started);
    QVERIFY(started.error().fault == Fault::Invalid);
    QVERIFY2(started.error().what.find("url") != std::string::npos, started.error().what.c_str());
    QVERIFY(!parsed);
    QVERIFY(parsed.error().fault == Fault::Invalid);
}

void TestConnectorContract::noEventArrivesBeforeStart()
{
    fakes::RecordingSink sink;
    const auto config = startable();
    VERIFY_RESULT(config);

    auto connector = create();
    QTest::qWait(WatchMs);
    connector->stop();
    connector.reset();

    QCOMPARE(callCount(sink), std::size_t{0});
}

void TestConnectorContract::anAbsentServerIsReportedNotReturned()
{
    if (absentServerUrl().empty())
        QSKIP("the manifest names no absent_server_url: its source is always there");
    const auto config = startable();
    VERIFY_RESULT(config);
    fakes::RecordingSink sink;
    auto connector = create();
    QElapsedTimer timer;
    timer.start();

    VERIFY_RESULT(connector->start(*config, sink));

    QVERIFY(timer.elapsed() < AtOnceMs);
    QTRY_VERIFY_WITH_TIMEOUT(sink.hasReported(ConnectionState::Down), Deadline);
    std::string why;
    for (const auto& report : sink.reports()) {
        QVERIFY(report.state != ConnectionState::Up);
        if (report.state == ConnectionState::Down && report.error)
            why = report.error->what;
    }
    QVERIFY2(!why.empty(), "down without a reason");
    connector->stop();
}

void TestConnectorContract::manyThreadsMayPublish()
{
    constexpr std::size_t Connectors = 4;
    const auto config = startable();
    VERIFY_RESULT(config);
    fakes::RecordingSink sink;
    std::vector<std::unique_ptr<Connector>> connectors;
    for (std::size_t at = 0; at < Connectors; ++at)
        connectors.push_back(create());
    {
        std::vector<std::jthread> threads;
        for (auto& connector : connectors)
            threads.emplace_back([&connector, &config, &sink] { (void)connector->start(*config, sink); });
    }

    QTRY_VERIFY_WITH_TIMEOUT(sink.reports().size() >= Connectors, Deadline);

    std::vector<std::jthread> threads;
    for (auto& connector : connectors)
        threads.emplace_back([&connector] { connector->stop(); });
}

void TestConnectorContract::stopReturnsWithinTwoSeconds()
{
    const auto config = startable();
    VERIFY_RESULT(config);
    fakes::RecordingSink sink;
    auto connector = create();
    QElapsedTimer timer;

    timer.start();
    connector->stop(); // never started
    VERIFY_RESULT(connector->start(*config, sink));
    connector->stop(); // while connecting
    connector->stop();
    QVERIFY2(timer.elapsed() < StopWithinMs, std::to_string(timer.elapsed()).c_str());

    VERIFY_RESULT(connector->start(*config, sink));
    QTRY_VERIFY_WITH_TIMEOUT(!sink.reports().empty(), Deadline);
    timer.restart();
    connector->stop();
    QVERIFY2(timer.elapsed() < StopWithinMs, std::to_string(timer.elapsed()).c_str());
}

void TestConnectorContract::stopIsFinal()
{
    const auto config = startable();
    VERIFY_RESULT(config);
    fakes::RecordingSink sink;
    auto connector = create();
    VERIFY_RESULT(connector->start(*config, sink));
    QTRY_VERIFY_WITH_TIMEOUT(!sink.reports().empty(), Deadline);

    connector->stop();

    const auto calls = callCount(sink);
    QTest::qWait(WatchMs);
    QCOMPARE(callCount(sink), calls);
}

void TestConnectorContract::abilitiesAreThoseOfTheManifest()
{
    auto connector = create();

    QCOMPARE(connector->publisher() != nullptr, m_manifest.can("publish"));
    QCOMPARE(connector->describer() != nullptr, m_manifest.can("describe"));
    QCOMPARE(connector->connectionTest() != nullptr, m_manifest.can("test"));
}

QTEST_GUILESS_MAIN(TestConnectorContract)
#include "tst_connector_contract.moc"
