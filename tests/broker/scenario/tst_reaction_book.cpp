// SPDX-License-Identifier: GPL-3.0-or-later
#include <QObject>
#include <QTest>

#include <chrono>
#include <string>
#include <vector>

#include "broker/scenario/reaction_book.h"

using namespace std::chrono_literals;
using namespace eventscope;
using namespace eventscope::scenario;

namespace {

constexpr SteadyTime Start{1h};

Outcome says(const std::string& type)
{
    Outcome outcome;
    outcome.publish = Publication{"shop", type, R"({"order":"${order}","from":"${data.place}"})"};
    return outcome;
}

/// A client with one reaction: `a` and `b` lead to `c` after 10 ms, unless `stop` comes.
ClientScript script()
{
    ClientScript client;
    client.name = "shipping";
    client.reactions.push_back({{"a", "b"}, {"stop"}, 10ms, 10ms, {says("c")}});
    return client;
}

} // namespace

class TestReactionBook : public QObject {
    Q_OBJECT

private slots:
    void aReactionNeedsAllItsEvents();
    void itHappensOnceForAnOrder();
    void anEventThatPreventsItIsHeeded();
    void ordersDoNotMix();
    void silenceIsAnOutcome();
    void outcomesFollowTheirWeights();
    void theOldestOrderIsForgotten();
    void dataThatIsNoJsonDoesNoHarm();
};

void TestReactionBook::aReactionNeedsAllItsEvents()
{
    const auto client = script();
    ReactionBook book(client, "{}", 1);
    book.see("a", "4711", "a-1", R"({"place":"Leipzig"})", Start);
    QVERIFY(!book.nextDue());

    book.see("b", "4711", "b-1", "{}", Start + 5ms);

    QVERIFY(book.nextDue() == Start + 15ms);
    QVERIFY(book.takeDue(Start + 14ms).empty());
    const auto due = book.takeDue(Start + 15ms);
    QCOMPARE(due.size(), std::size_t{1});
    QCOMPARE(due.front().outcome->publish->type, std::string("c"));
    QCOMPARE(due.front().causation, std::string("b-1"));
    QCOMPARE(due.front().payload, std::string(R"({"order":"4711","from":"Leipzig"})"));
}

void TestReactionBook::itHappensOnceForAnOrder()
{
    const auto client = script();
    ReactionBook book(client, "{}", 1);
    book.see("a", "1", "a-1", "{}", Start);
    book.see("b", "1", "b-1", "{}", Start);
    book.see("b", "1", "b-1", "{}", Start);

    QCOMPARE(book.takeDue(Start + 1s).size(), std::size_t{1});
    QVERIFY(!book.nextDue());
}

void TestReactionBook::anEventThatPreventsItIsHeeded()
{
    const auto client = script();
    ReactionBook book(client, "{}", 1);
    book.see("a", "1", "a-1", "{}", Start);
    book.see("b", "1", "b-1", "{}", Start);
    book.see("stop", "1", "s-1", "{}", Start + 1ms);

    QVERIFY(book.takeDue(Start + 1s).empty());
}

void TestReactionBook::ordersDoNotMix()
{
    const auto client = script();
    ReactionBook book(client, "{}", 1);
    book.see("a", "1", "a-1", "{}", Start);
    book.see("b", "2", "b-2", "{}", Start);

    QVERIFY(!book.nextDue());
}

void TestReactionBook::silenceIsAnOutcome()
{
    auto client = script();
    client.reactions.front().outcomes = {Outcome{}};
    ReactionBook book(client, "{}", 1);
    book.see("a", "1", "a-1", "{}", Start);
    book.see("b", "1", "b-1", "{}", Start);

    QVERIFY(book.takeDue(Start + 1s).empty());
}

void TestReactionBook::outcomesFollowTheirWeights()
{
    ClientScript client;
    client.name = "payments";
    auto often = says("authorized");
    often.weight = 90;
    auto seldom = says("declined");
    seldom.weight = 10;
    client.reactions.push_back({{"a"}, {}, 0ms, 0ms, {often, seldom}});
    ReactionBook book(client, "{}", 4711);
    for (int order = 0; order < 2000; ++order)
        book.see("a", std::to_string(order), "a", "{}", Start);

    int declined = 0;
    for (const auto& due : book.takeDue(Start))
        declined += due.outcome->publish->type == "declined" ? 1 : 0;

    QVERIFY2(declined > 140 && declined < 260, std::to_string(declined).c_str());
}

void TestReactionBook::theOldestOrderIsForgotten()
{
    const auto client = script();
    ReactionBook book(client, "{}", 1);
    book.see("a", "old", "a-1", "{}", Start);
    for (std::size_t order = 0; order < ReactionBook::MaxOrders; ++order)
        book.see("a", std::to_string(order), "a-2", "{}", Start);

    book.see("b", "old", "b-1", "{}", Start);

    QVERIFY(!book.nextDue());
}

void TestReactionBook::dataThatIsNoJsonDoesNoHarm()
{
    const auto client = script();
    ReactionBook book(client, "{}", 1);
    book.see("a", "1", "a-1", "\xff{", Start);
    book.see("b", "1", "b-1", "[1]", Start);

    QCOMPARE(book.takeDue(Start + 1s).size(), std::size_t{1});
}

QTEST_APPLESS_MAIN(TestReactionBook)
#include "tst_reaction_book.moc"
