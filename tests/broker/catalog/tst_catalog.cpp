// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "broker/catalog/catalog.h"

using namespace eventscope;
using namespace eventscope::catalog;

namespace {

std::filesystem::path pathOf(const QTemporaryDir& folder) { return folder.path().toStdString(); }

} // namespace

class TestCatalog : public QObject {
    Q_OBJECT

private slots:
    void aFileThatIsNoPluginIsListedWithTheReason();
    void aFolderThatIsNotThereIsNoError();
    void anUnknownPluginIsNotFoundAndNamesTheKnownOnes();
    void theSearchPathComesFirst();
    void findsNothingForAnUnknownScheme();
    void ofTwoPluginsWithOneIdTheFirstCounts();
};

void TestCatalog::aFileThatIsNoPluginIsListedWithTheReason()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("broken.so")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("not a library");
    file.close();

    const Catalog catalog({pathOf(folder)});

    QCOMPARE(catalog.entries().size(), 1U);
    QVERIFY(!catalog.entries().front().problem.empty());
    QVERIFY(!catalog.entries().front().isLoaded);
}

void TestCatalog::aFolderThatIsNotThereIsNoError()
{
    const Catalog catalog({"/nonexistent/folder"});

    QVERIFY(catalog.entries().empty());
}

void TestCatalog::anUnknownPluginIsNotFoundAndNamesTheKnownOnes()
{
    Catalog catalog({});

    const auto factory = catalog.factory("kafka");

    QVERIFY(!factory);
    QCOMPARE(factory.error().fault, Fault::NotFound);
    QVERIFY(factory.error().what.find("'kafka'") != std::string::npos);
}

void TestCatalog::theSearchPathComesFirst()
{
    qputenv("EVENTSCOPE_PLUGIN_PATH", "/first:/second");

    const auto folders = Catalog::defaultFolders("/opt/eventscope/bin");

    QCOMPARE(folders.size(), 4U);
    QCOMPARE(folders[0].string(), std::string("/first"));
    QCOMPARE(folders[1].string(), std::string("/second"));
    QCOMPARE(folders[3].string(), std::string("/opt/eventscope/lib/eventscope/plugins"));
}

void TestCatalog::findsNothingForAnUnknownScheme()
{
    const Catalog catalog({});

    QVERIFY(catalog.findByScheme("kafka") == nullptr);
    QVERIFY(catalog.findById("nats") == nullptr);
}

void TestCatalog::ofTwoPluginsWithOneIdTheFirstCounts()
{
    const QTemporaryDir first;
    const QTemporaryDir second;
    const auto plugin = QStringLiteral(EVENTSCOPE_PLUGIN_DIR "/zeromq.so");
    QVERIFY(QFile::copy(plugin, first.filePath(QStringLiteral("zeromq.so"))));
    QVERIFY(QFile::copy(plugin, second.filePath(QStringLiteral("zeromq.so"))));

    Catalog catalog({pathOf(first), pathOf(second)});

    QCOMPARE(catalog.entries().size(), 2U);
    QCOMPARE(catalog.entries()[0].problem, std::string());
    QVERIFY(catalog.entries()[1].problem.find("'zeromq'") != std::string::npos);
    QCOMPARE(catalog.findByScheme("broker"), &catalog.entries()[0]);
    QVERIFY(!catalog.entries()[0].isLoaded);
    QVERIFY(catalog.factory("zeromq").has_value());
    QVERIFY(catalog.entries()[0].isLoaded);
}

QTEST_APPLESS_MAIN(TestCatalog)
#include "tst_catalog.moc"
