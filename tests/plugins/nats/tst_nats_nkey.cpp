// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <string>

#include "plugins/nats/nats_nkey.h"
#include "tests/fakes/verify_result.h"
#include "tests/live/nats/nats_identity.h"

using namespace eventscope;

class TestNatsNkey : public QObject {
    Q_OBJECT

private slots:
    void aSeedGivesItsPublicKey();
    void aDamagedSeedIsRefusedWithoutRepeatingIt_data();
    void aDamagedSeedIsRefusedWithoutRepeatingIt();
};

void TestNatsNkey::aSeedGivesItsPublicKey()
{
    const auto identity = live::NatsIdentity::make(live::NatsIdentity::Kind::User);

    const auto key = nats::publicUserKey(identity.seed());

    VERIFY_RESULT(key);
    QCOMPARE(*key, identity.publicKey());
    QVERIFY(key->starts_with("U"));
    QCOMPARE(key->size(), std::size_t{56});
}

void TestNatsNkey::aDamagedSeedIsRefusedWithoutRepeatingIt_data()
{
    QTest::addColumn<std::string>("seed");
    const auto good = live::NatsIdentity::make(live::NatsIdentity::Kind::User).seed();
    auto changed = good;
    changed[20] = changed[20] == 'A' ? 'B' : 'A';
    QTest::newRow("a letter changed") << changed;
    QTest::newRow("a letter lost") << good.substr(0, good.size() - 1);
    QTest::newRow("lower case") << QString::fromStdString(good).toLower().toStdString();
    QTest::newRow("an account's") << live::NatsIdentity::make(live::NatsIdentity::Kind::Account).seed();
    QTest::newRow("empty") << std::string();
}

void TestNatsNkey::aDamagedSeedIsRefusedWithoutRepeatingIt()
{
    QFETCH(const std::string, seed);

    const auto key = nats::publicUserKey(seed);

    QVERIFY(!key);
    QVERIFY(key.error().fault == Fault::Invalid);
    QVERIFY(seed.empty() || key.error().what.find(seed) == std::string::npos);
}

QTEST_APPLESS_MAIN(TestNatsNkey)
#include "tst_nats_nkey.moc"
