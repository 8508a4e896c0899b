// SPDX-License-Identifier: GPL-3.0-or-later
#include <QObject>
#include <QTest>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "broker/event/ids.h"
#include "broker/event/name_table.h"

using namespace eventscope;

class TestNameTable : public QObject {
    Q_OBJECT

private slots:
    void anUnknownNumberHasNoText();
    void aTextHasOneNumber();
    void aFullTableSaysSo();
    void aCacheGivesTheTablesNumbers();
    void textsAreReadWhileOthersAreAdded();
};

void TestNameTable::anUnknownNumberHasNoText()
{
    const TextTable table;

    QVERIFY(table.text(2).empty());
    QVERIFY(table.text(0xFFFFFFFFU).empty());
    QCOMPARE(table.find("orders"), 0U);
}

void TestNameTable::aTextHasOneNumber()
{
    TextTable table;

    const auto orders = table.intern("orders");

    QCOMPARE(table.intern("orders"), orders);
    QVERIFY(table.intern(std::string_view("orders\0", 7)) != orders);
    QCOMPARE(table.find("orders"), orders);
    QCOMPARE(std::string(table.text(orders)), std::string("orders"));
    QCOMPARE(table.intern(""), 0U);
    QCOMPARE(table.size(), 4U);
}

void TestNameTable::aFullTableSaysSo()
{
    TextTable table;
    while (table.size() < TextTable::MaxNames)
        QVERIFY(table.intern(std::to_string(table.size())) != TextTable::Overflow);

    QCOMPARE(table.intern("one more"), TextTable::Overflow);
    QCOMPARE(table.intern("another"), TextTable::Overflow);

    QCOMPARE(table.overflowed(), std::uint64_t{2});
    QCOMPARE(table.find("one more"), 0U);
    QCOMPARE(std::string(table.text(table.find("1000"))), std::string("1000"));
    QVERIFY(!table.text(TextTable::Overflow).empty());
}

void TestNameTable::aCacheGivesTheTablesNumbers()
{
    NameTable<ChannelId> names;
    NameCache<ChannelId> cache(names);

    QVERIFY(!cache.intern(""));
    for (int round = 0; round < 2; ++round) {
        for (int i = 0; i < 2000; ++i) { // more than the cache has slots
            const auto text = "channel " + std::to_string(i);
            const auto id = cache.intern(text);
            QVERIFY(id == names.find(text));
            QCOMPARE(std::string(names.text(id)), text);
        }
    }
}

void TestNameTable::textsAreReadWhileOthersAreAdded()
{
    TextTable table;
    std::atomic<bool> hasEnded{false};
    std::atomic<bool> isWhole{true};
    std::jthread reader([&] {
        while (!hasEnded) {
            const auto size = table.size();
            for (std::uint32_t number = 2; number < size; ++number) {
                if (table.text(number).size() < 6)
                    isWhole = false;
            }
        }
    });
    std::vector<std::jthread> writers;
    for (int writer = 0; writer < 3; ++writer) {
        writers.emplace_back([&table] {
            for (int i = 0; i < 3000; ++i)
                (void)table.intern("name " + std::to_string(i));
        });
    }
    writers.clear();
    hasEnded = true;
    reader.join();

    QVERIFY(isWhole);
    QCOMPARE(table.size(), 3002U);
}

QTEST_APPLESS_MAIN(TestNameTable)
#include "tst_name_table.moc"
