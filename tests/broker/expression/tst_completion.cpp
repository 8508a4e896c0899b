// SPDX-License-Identifier: GPL-3.0-or-later
#include <QObject>
#include <QTest>

#include <algorithm>
#include <string>
#include <vector>

#include "broker/expression/completion.h"
#include "tests/broker/expression/filter_fixture.h"

using namespace eventscope;
using namespace eventscope::expression;

/// What is offered at the cursor.
class TestCompletion : public QObject {
    Q_OBJECT

private slots:
    void offers_data();
    void offers();
    void theWordUnderTheCursorIsReplaced();
    void atMostAHundredWords();

private:
    FilterFixture m_fixture;
};

void TestCompletion::offers_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("word");
    QTest::addColumn<bool>("isOffered");
    QTest::newRow("a field at the start") << ""
                                          << "channel" << true;
    QTest::newRow("a field by its first letters") << "cha"
                                                  << "channel" << true;
    QTest::newRow("not another field") << "cha"
                                       << "type" << false;
    QTest::newRow("a field of a connector") << "nats.re"
                                            << "nats.reply" << true;
    QTest::newRow("a function") << "up"
                                << "UPPER(" << true;
    QTest::newRow("a field behind AND") << "type = 'x' AND "
                                        << "size" << true;
    QTest::newRow("an operator behind a field") << "type "
                                                << "LIKE '%'" << true;
    QTest::newRow("no field behind a field") << "type "
                                             << "channel" << false;
    QTest::newRow("AND behind a condition") << "type = 'x' A"
                                            << "AND" << true;
    QTest::newRow("a known channel") << "channel = "
                                     << "'orders'" << true;
    QTest::newRow("a known channel in an open quote") << "channel = 'or"
                                                      << "'orders'" << true;
    QTest::newRow("by any part of it") << "type = 'creat"
                                       << "'order.created'" << true;
    QTest::newRow("a known kind") << "kind <> 'm"
                                  << "'message'" << true;
    QTest::newRow("in a list") << "channel IN ('x', "
                               << "'orders'" << true;
    QTest::newRow("behind NOT IN") << "channel NOT IN ("
                                   << "'orders'" << true;
    QTest::newRow("no channel for a type") << "type = "
                                           << "'orders'" << false;
    QTest::newRow("nothing inside another text") << "key = 'or"
                                                 << "'orders'" << false;
}

void TestCompletion::offers()
{
    QFETCH(const QString, text);
    QFETCH(const QString, word);
    QFETCH(const bool, isOffered);
    const auto bytes = text.toStdString();

    const auto offered = complete(bytes, bytes.size(), m_fixture.fields(), m_fixture.names()).words;

    const auto isThere = std::any_of(
        offered.begin(), offered.end(), [&](const Completion& known) { return known.text == word.toStdString(); });
    QCOMPARE(isThere, isOffered);
}

void TestCompletion::theWordUnderTheCursorIsReplaced()
{
    QCOMPARE(complete("type = 'x' AND cha", 18, m_fixture.fields(), m_fixture.names()).offset, std::size_t{15});
    QCOMPARE(complete("nats.re", 7, m_fixture.fields(), m_fixture.names()).offset, std::size_t{0});
    QCOMPARE(complete("channel = 'or", 13, m_fixture.fields(), m_fixture.names()).offset, std::size_t{10});
    QCOMPARE(complete("type = 'x'", 2, m_fixture.fields(), m_fixture.names()).words.front().text, std::string("type"));
    QCOMPARE(complete("type", 99, m_fixture.fields(), m_fixture.names()).offset, std::size_t{0});
}

void TestCompletion::atMostAHundredWords()
{
    for (int i = 0; i < 500; ++i)
        static_cast<void>(m_fixture.names().channels.intern("c" + std::to_string(i)));

    const auto offered = complete("channel = ", 10, m_fixture.fields(), m_fixture.names());

    QCOMPARE(offered.words.size(), std::size_t{100});
}

QTEST_APPLESS_MAIN(TestCompletion)
#include "tst_completion.moc"
