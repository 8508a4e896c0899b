// SPDX-License-Identifier: GPL-3.0-or-later
#include <QObject>
#include <QTest>

#include <string>

#include "broker/event/field_registry.h"
#include "tests/fakes/verify_result.h"

using namespace eventscope;
using namespace std::string_literals;

class TestFieldRegistry : public QObject {
    Q_OBJECT

private slots:
    void aBadNameIsRefused_data();
    void aBadNameIsRefused();
    void aTakenNameIsRefused();
    void theSameFieldTwiceIsOne();
    void typesHaveTexts();
};

void TestFieldRegistry::aBadNameIsRefused_data()
{
    QTest::addColumn<std::string>("name");
    for (const auto* const name : {"", "Nats.reply", "1a", ".a", "_a", "nats reply", "nats-reply", "n\xC3\xA4"})
        QTest::newRow(name) << std::string(name);
}

void TestFieldRegistry::aBadNameIsRefused()
{
    QFETCH(const std::string, name);
    FieldRegistry registry;
    const auto before = registry.fields().size();

    const auto added = registry.add({name, FieldType::Text, "", "x", "nats"});

    QVERIFY(!added);
    QVERIFY(added.error().what.find("'" + name + "'") != std::string::npos);
    QCOMPARE(registry.fields().size(), before);
}

void TestFieldRegistry::aTakenNameIsRefused()
{
    FieldRegistry registry;

    QVERIFY(!registry.add({"channel", FieldType::Text, "", "x", "nats"}));
    VERIFY_RESULT(registry.add({"nats.reply", FieldType::Text, "", "x", "nats"}));
    QVERIFY(!registry.add({"nats.reply", FieldType::Int64, "", "x", "nats"}));
    QVERIFY(!registry.add({"nats.reply", FieldType::Text, "", "x", "other"}));
}

void TestFieldRegistry::theSameFieldTwiceIsOne()
{
    FieldRegistry registry;
    VERIFY_RESULT(registry.add({"nats.reply", FieldType::Text, "", "x", "nats"}));
    const auto once = registry.fields().size();

    VERIFY_RESULT(registry.add({"nats.reply", FieldType::Text, "", "x", "nats"}));

    QCOMPARE(registry.fields().size(), once);
    QVERIFY(registry.find("nats.reply") != nullptr);
    QVERIFY(registry.find("nats.none") == nullptr);
    QCOMPARE(registry.fields().front().name, "position"s);
}

void TestFieldRegistry::typesHaveTexts()
{
    for (const auto* const text :
        {"text", "int32", "int64", "uint64", "double", "boolean", "time", "duration", "bytes"}) {
        const auto type = parseFieldType(text);
        VERIFY_RESULT(type);
        QCOMPARE(std::string(toText(*type)), std::string(text));
    }
    QVERIFY(!parseFieldType("Text"));
    QVERIFY(parseFieldType("number").error().what.find("int32") != std::string::npos);
}

QTEST_APPLESS_MAIN(TestFieldRegistry)
#include "tst_field_registry.moc"
