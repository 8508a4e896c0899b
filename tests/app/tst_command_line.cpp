// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <array>

#include "app/command_line.h"
#include "app/target.h"
#include "tests/fakes/verify_result.h"

using namespace eventscope::app;

class TestCommandLine final : public QObject {
    Q_OBJECT

private slots:
    void anOptionTakesItsValueFromAnywhere_data();
    void anOptionTakesItsValueFromAnywhere();
    void twoDashesEndTheOptions();
    void withoutAVerbTheWordsAreTargets();
    void everyOptionOfAVerbIsKnown();
    void theNearestWordIsFound_data();
    void theNearestWordIsFound();
    void aPasswordIsLeftOutOfATarget_data();
    void aPasswordIsLeftOutOfATarget();
};

void TestCommandLine::anOptionTakesItsValueFromAnywhere_data()
{
    QTest::addColumn<std::vector<std::string>>("words");
    using Words = std::vector<std::string>;
    QTest::newRow("next word") << Words{"tail", "x", "--from", "-15m"};
    QTest::newRow("same word") << Words{"tail", "--from=-15m", "x"};
    QTest::newRow("before the target") << Words{"tail", "--from", "-15m", "x"};
    QTest::newRow("the last counts") << Words{"tail", "--from", "live", "x", "--from", "-15m"};
}

void TestCommandLine::anOptionTakesItsValueFromAnywhere()
{
    QFETCH(const std::vector<std::string>, words);

    const auto line = parseCommandLine(words);

    VERIFY_RESULT(line);
    QCOMPARE(line->value("from").value_or(""), std::string("-15m"));
    QCOMPARE(line->arguments, std::vector<std::string>{"x"});
}

void TestCommandLine::twoDashesEndTheOptions()
{
    const std::vector<std::string> words{"publish", "broker:x", "-qk5", "--", "--payload"};

    const auto line = parseCommandLine(words);

    VERIFY_RESULT(line);
    QVERIFY(line->has("quiet"));
    QCOMPARE(line->value("key").value_or(""), std::string("5"));
    QCOMPARE(line->arguments, (std::vector<std::string>{"broker:x", "--payload"}));
}

void TestCommandLine::withoutAVerbTheWordsAreTargets()
{
    const std::vector<std::string> words{"broker:", "tail"};

    const auto line = parseCommandLine(words);

    VERIFY_RESULT(line);
    QVERIFY(line->verb == &consoleVerb());
    QCOMPARE(line->arguments, words);
}

void TestCommandLine::everyOptionOfAVerbIsKnown()
{
    for (const auto& verb : verbs()) {
        for (const auto option : verb.options)
            QVERIFY2(findOption(option) != nullptr, std::string(option).c_str());
        QCOMPARE(verb.examples.size(), std::size_t{3});
    }
}

void TestCommandLine::theNearestWordIsFound_data()
{
    QTest::addColumn<std::string>("wrong");
    QTest::addColumn<std::string>("nearest");
    QTest::newRow("swapped") << std::string("tial") << std::string("tail");
    QTest::newRow("one too many") << std::string("recordd") << std::string("record");
    QTest::newRow("beginning of a word") << std::string("pub") << std::string("publish");
    QTest::newRow("another word") << std::string("zebra") << std::string();
}

void TestCommandLine::theNearestWordIsFound()
{
    QFETCH(const std::string, wrong);
    QFETCH(const std::string, nearest);
    constexpr std::array<std::string_view, 3> words{"tail", "record", "publish"};

    QCOMPARE(std::string(nearestWord(wrong, words)), nearest);
}

void TestCommandLine::aPasswordIsLeftOutOfATarget_data()
{
    QTest::addColumn<std::string>("target");
    QTest::addColumn<std::string>("shown");
    QTest::newRow("none") << std::string("nats://h:4222/a@b") << std::string("nats://h:4222/a@b");
    QTest::newRow("user") << std::string("nats://me@h:4222/x") << std::string("nats://me@h:4222/x");
    QTest::newRow("password") << std::string("nats://me:pw@h:4222/x") << std::string("nats://me@h:4222/x");
    QTest::newRow("each server") << std::string("nats://a:1@h,b:2@i/x") << std::string("nats://a@h,b@i/x");
    QTest::newRow("no authority") << std::string("broker:a:b@c") << std::string("broker:a:b@c");
}

void TestCommandLine::aPasswordIsLeftOutOfATarget()
{
    QFETCH(const std::string, target);
    QFETCH(const std::string, shown);

    QCOMPARE(withoutPassword(target), shown);
}

QTEST_APPLESS_MAIN(TestCommandLine)
#include "tst_command_line.moc"
