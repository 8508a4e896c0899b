// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

#include "app/connection_dialog.h"
#include "broker/event/clock.h"
#include "tests/app/fake_system.h"

using namespace eventscope;
using namespace eventscope::app;

class TestConnectionDialog : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void theFormIsDrawnFromTheManifest();
    void aMissingRequiredLineIsNamed();
    void aPastedUrlFillsTheForm();
    void aUrlThatNobodyReadsIsTold();
    void theTestRunsAndItsSentenceShows_data();
    void theTestRunsAndItsSentenceShows();
    void onlyWhatDiffersFromTheDefaultIsChosen();
    void withoutConnectorsItSaysWhatToDo();

private:
    [[nodiscard]] ConnectionDialog::Options options()
    {
        return {{{fakes::fakeManifest(), [this] { return Result<const ConnectorFactory*>(&m_factory); }}}, m_context,
            QStringLiteral("Secrets are kept in the keyring of this desktop."), true};
    }
    static QString sentence(const ConnectionDialog& dialog)
    {
        return dialog.findChild<QLabel*>(QStringLiteral("sentence"))->text();
    }
    static void fill(ConnectionDialog& dialog, const QString& key, const QString& value)
    {
        auto* const line = dialog.findChild<QLineEdit*>(key);
        line->clear();
        QTest::keyClicks(line, value);
    }

    SystemClock m_clock;
    Context m_context{m_clock};
    fakes::FakeFactory m_factory;
};

void TestConnectionDialog::theFormIsDrawnFromTheManifest()
{
    ConnectionDialog dialog(options());

    QCOMPARE(dialog.findChild<QLineEdit*>(QStringLiteral("url"))->text(), QStringLiteral("fake://localhost:4222"));
    QCOMPARE(dialog.findChild<QLineEdit*>(QStringLiteral("password"))->echoMode(), QLineEdit::Password);
    QCOMPARE(dialog.findChild<QComboBox*>(QStringLiteral("tls"))->count(), 3);
    QVERIFY(dialog.findChild<QCheckBox*>(QStringLiteral("echo"))->isChecked());
}

void TestConnectionDialog::aMissingRequiredLineIsNamed()
{
    ConnectionDialog dialog(options());
    fill(dialog, QStringLiteral("name"), QStringLiteral("shop"));

    QVERIFY(sentence(dialog).contains(QStringLiteral("Subjects")));
    QVERIFY(!dialog.findChild<QPushButton*>(QStringLiteral("test"))->isEnabled());

    fill(dialog, QStringLiteral("subjects"), QStringLiteral("orders.>"));

    QCOMPARE(sentence(dialog), QString());
    QVERIFY(dialog.findChild<QPushButton*>(QStringLiteral("test"))->isEnabled());
}

void TestConnectionDialog::aPastedUrlFillsTheForm()
{
    ConnectionDialog dialog(options());

    QVERIFY(dialog.setUrl(QStringLiteral(" fake://lab:4222 ")));

    QCOMPARE(dialog.choice().plugin, std::string("fake"));
    QCOMPARE(dialog.choice().config.value("url"), std::string("fake://lab:4222"));
    QCOMPARE(dialog.choice().config.name, std::string("Fake"));
}

void TestConnectionDialog::aUrlThatNobodyReadsIsTold()
{
    ConnectionDialog dialog(options());

    QVERIFY(!dialog.setUrl(QStringLiteral("mqtt://x")));
    QVERIFY(sentence(dialog).contains(QStringLiteral("mqtt:")));

    QVERIFY(!dialog.setUrl(QStringLiteral("fake:x")));
    QVERIFY(sentence(dialog).contains(QStringLiteral("expected fake://HOST:PORT")));
}

void TestConnectionDialog::theTestRunsAndItsSentenceShows_data()
{
    QTest::addColumn<bool>("works");
    QTest::newRow("works") << true;
    QTest::newRow("fails") << false;
}

void TestConnectionDialog::theTestRunsAndItsSentenceShows()
{
    QFETCH(const bool, works);
    const std::string text =
        works ? "Connected to <b>fake</b> 1.0." : "Nothing listens on localhost:4222. Check the port.";
    m_factory.answer = works ? Result<std::string>(text) : failure(Fault::Unavailable, text);
    ConnectionDialog dialog(options());
    fill(dialog, QStringLiteral("name"), QStringLiteral("shop"));
    fill(dialog, QStringLiteral("subjects"), QStringLiteral("orders.>"));

    dialog.findChild<QPushButton*>(QStringLiteral("test"))->click();

    QTRY_VERIFY_WITH_TIMEOUT(sentence(dialog).contains(QString::fromStdString(text)), 20'000);
    QCOMPARE(dialog.findChild<QLabel*>(QStringLiteral("sentence"))->textFormat(), Qt::PlainText);
}

void TestConnectionDialog::onlyWhatDiffersFromTheDefaultIsChosen()
{
    ConnectionDialog dialog(options());
    fill(dialog, QStringLiteral("name"), QStringLiteral("shop"));
    fill(dialog, QStringLiteral("subjects"), QStringLiteral("orders.>"));
    fill(dialog, QStringLiteral("password"), QStringLiteral("pw"));
    dialog.findChild<QCheckBox*>(QStringLiteral("echo"))->setChecked(false);

    const auto choice = dialog.choice();

    const ConnectorConfig expected{
        "shop", {{"url", "fake://localhost:4222"}, {"subjects", "orders.>"}, {"password", "pw"}, {"echo", "false"}}};
    QVERIFY(choice.config == expected);
    QVERIFY(choice.keepsSecrets);
}

void TestConnectionDialog::withoutConnectorsItSaysWhatToDo()
{
    const ConnectionDialog dialog({{}, m_context, {}, false});

    QVERIFY(sentence(dialog).contains(QStringLiteral("eventscope doctor")));
}

QTEST_MAIN(TestConnectionDialog)
#include "tst_connection_dialog.moc"
