// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <memory>

#include "broker/expression/filter.h"
#include "inspectors/sources/channel_filter.h"
#include "inspectors/sources/sources_model.h"
#include "inspectors/sources/sources_order_model.h"
#include "tests/inspectors/sources/fake_rates.h"

using namespace eventscope;
using namespace eventscope::inspect;
using namespace eventscope::inspect::sources;

namespace {

/// Every line as text, two spaces a level, in the order of the view.
QStringList printed(QAbstractItemModel& model, const QModelIndex& parent = {}, int depth = 0)
{
    while (model.canFetchMore(parent))
        model.fetchMore(parent);
    QStringList lines;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const auto index = model.index(row, 0, parent);
        lines += QString(depth * 2, QLatin1Char(' ')) + index.data().toString() + QLatin1Char('|')
            + model.index(row, 1, parent).data().toString() + QLatin1Char('|')
            + model.index(row, 2, parent).data().toString();
        lines += printed(model, index, depth + 1);
    }
    return lines;
}

QStringList lines(std::initializer_list<const char*> texts)
{
    QStringList list;
    for (const auto* text : texts)
        list.push_back(QString::fromLatin1(text));
    return list;
}

} // namespace

class TestSourcesModel : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void channelsSplitAtTheSeparatorOfTheirSystem();
    void ratesAddUpAndFollow();
    void aFrameSendsOneChangeForEachParent();
    void newChannelsDoNotReset();
    void aChannelThatGetsChildrenShowsThem();
    void anotherSessionStartsAgain();
    void stateAndErrorOfAConnectionAreTold();
    void systemChannelsAreHiddenUntilAskedFor();
    void theNameFilterKeepsWhatStandsAbove();
    void linesSortByRate();
    void linesBecomeFilters_data();
    void linesBecomeFilters();
    void hostileNamesAreShownSafely();
    void aHundredThousandChannelsFit();

private:
    void update(const fakes::FakeRates& rates) { m_model->update(rates.snapshot, {}); }

    Names m_names;
    ChannelStyles m_styles;
    std::unique_ptr<SourcesModel> m_model;
    fakes::FakeRates m_rates{m_names};

    // A fresh world for each slot.
    void reset()
    {
        m_rates.snapshot = {};
        m_model = std::make_unique<SourcesModel>(m_names, m_styles);
        m_styles.setStyles({});
        for (const auto* const name : {"nats", "broker"}) {
            const auto id = m_names.connections.intern(name);
            m_model->setTraits({id, QStringLiteral("."), QStringLiteral("subject")});
        }
    }
};

void TestSourcesModel::channelsSplitAtTheSeparatorOfTheirSystem()
{
    reset();
    QAbstractItemModelTester tester(m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_model->setTraits({m_names.connections.intern("web"), QStringLiteral("/"), {}});
    m_rates.set("nats", "orders.created", 3, 0)
        .set("web", "a.b/c", 1, 0)
        .set("nats", "orders", 2, 0)
        .set("plain", "x.y/z", 1, 0);

    update(m_rates);

    const auto expected = lines({"nats (connecting)||5", "  orders||5", "    created||3", "web (connecting)||1",
        "  a.b||1", "    c||1", "plain (connecting)||1", "  x.y/z||1"});
    QCOMPARE(printed(*m_model), expected);
}

void TestSourcesModel::ratesAddUpAndFollow()
{
    reset();
    QAbstractItemModelTester tester(m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_rates.set("nats", "a.x", 10, 4).set("nats", "a.y", 5, 20);
    update(m_rates);
    QCOMPARE(printed(*m_model), lines({"nats (connecting)|24/s|15", "  a|24/s|15", "    x|4.0/s|10", "    y|20/s|5"}));

    m_rates.set("nats", "a.y", 6, 0);
    update(m_rates);

    QCOMPARE(printed(*m_model), lines({"nats (connecting)|4.0/s|16", "  a|4.0/s|16", "    x|4.0/s|10", "    y||6"}));
}

void TestSourcesModel::aFrameSendsOneChangeForEachParent()
{
    reset();
    m_rates.set("nats", "x", 1, 1).set("nats", "y", 1, 1).set("nats", "z", 1, 1);
    update(m_rates);
    printed(*m_model);
    QSignalSpy changes(m_model.get(), &QAbstractItemModel::dataChanged);

    m_rates.set("nats", "x", 2, 1).set("nats", "y", 2, 1).set("nats", "z", 2, 1);
    update(m_rates);
    QCOMPARE(changes.count(), 2); // the connection, and its three channels together

    update(m_rates);
    QCOMPARE(changes.count(), 2);
}

void TestSourcesModel::newChannelsDoNotReset()
{
    reset();
    m_rates.set("nats", "x", 1, 1);
    update(m_rates);
    printed(*m_model);
    QAbstractItemModelTester tester(m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy resets(m_model.get(), &QAbstractItemModel::modelReset);
    QSignalSpy inserts(m_model.get(), &QAbstractItemModel::rowsInserted);

    m_rates.set("nats", "y", 1, 1).set("nats", "z", 1, 1);
    update(m_rates);

    QCOMPARE(resets.count(), 0);
    QCOMPARE(inserts.count(), 1);
    QCOMPARE(printed(*m_model).size(), 4);
}

void TestSourcesModel::aChannelThatGetsChildrenShowsThem()
{
    reset();
    QAbstractItemModelTester tester(m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_rates.set("nats", "orders", 1, 0);
    update(m_rates);
    printed(*m_model);
    const auto orders = m_model->index(0, 0, m_model->index(0, 0));
    QVERIFY(!m_model->hasChildren(orders));

    m_rates.set("nats", "orders.created", 1, 0);
    update(m_rates);

    QVERIFY(m_model->hasChildren(orders));
    QCOMPARE(m_model->rowCount(orders), 1);
}

void TestSourcesModel::anotherSessionStartsAgain()
{
    reset();
    m_rates.set("nats", "x", 1, 1);
    update(m_rates);
    QSignalSpy resets(m_model.get(), &QAbstractItemModel::modelReset);
    fakes::FakeRates other(m_names);
    other.set("broker", "y", 1, 0);

    update(other);

    QCOMPARE(resets.count(), 1);
    QCOMPARE(printed(*m_model), lines({"broker (connecting)||1", "  y||1"}));
}

void TestSourcesModel::stateAndErrorOfAConnectionAreTold()
{
    reset();
    stream::HealthSnapshot::ConnectionHealth health;
    health.connection = m_names.connections.intern("nats");
    health.state = ConnectionState::Down;
    health.error = "<b>refused</b>";

    m_model->update({}, {health});

    const auto index = m_model->index(0, 0);
    QCOMPARE(index.data().toString(), QStringLiteral("nats (down)"));
    QCOMPARE(index.data(SourcesModel::StateRole).toInt(), static_cast<int>(ConnectionState::Down));
    QVERIFY(index.data(Qt::ToolTipRole).toString().contains(QStringLiteral("&lt;b&gt;refused")));
}

void TestSourcesModel::systemChannelsAreHiddenUntilAskedFor()
{
    reset();
    SourcesOrderModel order(*m_model);
    m_rates.set("nats", "_INBOX.abc.1", 1, 0)
        .set("nats", "$SYS.ACCOUNT", 1, 0)
        .set("nats", "orders.$SYS", 1, 0)
        .set("nats", "_INBOXES", 1, 0);
    update(m_rates);
    order.sort(0);
    // With every line fetched: the tester asks for more while it is told of lines, which no view does and no proxy
    // bears.
    printed(*m_model);
    QAbstractItemModelTester tester(&order, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(printed(order), lines({"nats (connecting)||4", "  _INBOXES||1", "  orders||1", "    $SYS||1"}));

    order.setShowsInternal(true);

    QCOMPARE(printed(order).size(), 9);
}

void TestSourcesModel::theNameFilterKeepsWhatStandsAbove()
{
    reset();
    SourcesOrderModel order(*m_model);
    m_rates.set("nats", "orders.created", 1, 0).set("nats", "orders.paid", 1, 0).set("nats", "mail", 1, 0);
    update(m_rates);
    printed(order);

    order.setNameFilter(QStringLiteral("PAID"));
    QCOMPARE(printed(order), lines({"nats (connecting)||3", "  orders||2", "    paid||1"}));

    m_rates.set("nats", "mail.paid", 1, 0); // comes while the filter stands
    update(m_rates);
    order.resort();
    QCOMPARE(printed(order).size(), 5);

    order.setNameFilter({});
    QCOMPARE(printed(order).size(), 6);
}

void TestSourcesModel::linesSortByRate()
{
    reset();
    SourcesOrderModel order(*m_model);
    m_rates.set("nats", "a", 1, 1).set("nats", "b", 1, 3).set("nats", "c", 1, 2);
    update(m_rates);
    printed(order);

    order.sort(SourcesModel::RateColumn, Qt::DescendingOrder);
    QCOMPARE(printed(order), lines({"nats (connecting)|6.0/s|3", "  b|3.0/s|1", "  c|2.0/s|1", "  a|1.0/s|1"}));

    m_rates.set("nats", "a", 2, 9);
    update(m_rates);
    order.resort();
    QCOMPARE(printed(order).at(1), QStringLiteral("  a|9.0/s|2"));
}

void TestSourcesModel::linesBecomeFilters_data()
{
    QTest::addColumn<QString>("channel");
    QTest::addColumn<QString>("below"); // another channel, which makes the first a branch
    QTest::addColumn<QString>("filter");
    QTest::newRow("channel") << "orders"
                             << ""
                             << "channel = 'orders'";
    QTest::newRow("quotes") << "o'r"
                            << ""
                            << "channel = 'o''r'";
    QTest::newRow("channel and branch") << "orders"
                                        << "orders.x"
                                        << "(channel = 'orders' OR channel LIKE 'orders.%')";
    QTest::newRow("wildcards") << "a_b%!"
                               << "a_b%!.x"
                               << "(channel = 'a_b%!' OR channel LIKE 'a!_b!%!!.%' ESCAPE '!')";
}

void TestSourcesModel::linesBecomeFilters()
{
    QFETCH(const QString, channel);
    QFETCH(const QString, below);
    QFETCH(const QString, filter);
    SourceTree tree(m_names);
    const auto connection = m_names.connections.intern("nats");
    tree.setTraits({connection, QStringLiteral("."), {}});
    analysis::ChannelRate rate;
    rate.connection = connection;
    for (const auto& name : {channel, below}) {
        rate.channel = m_names.channels.intern(name.toStdString());
        if (!name.isEmpty())
            tree.add(rate);
    }

    QCOMPARE(channelFilter(tree, tree.node(tree.nodeOfChannel(0))), filter);
    const FieldRegistry fields;
    QVERIFY(expression::Filter::compile(filter.toStdString(), fields).has_value());
    QCOMPARE(channelFilter(tree, tree.node(1)), QStringLiteral("connection = 'nats'"));
}

void TestSourcesModel::hostileNamesAreShownSafely()
{
    reset();
    QAbstractItemModelTester tester(m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    const std::string deep(5000, '.');
    m_rates.set("nats", "\xff\xfe.\x1b[31m\xe2\x80\xae", 1, 0)
        .set("nats", deep, 1, 0)
        .set("nats", std::string(100'000, 'x'), 1, 0)
        .set("nats", "", 1, 0);

    update(m_rates);
    const auto shown = printed(*m_model);

    for (const auto& line : shown) {
        QVERIFY(!line.contains(QChar(0x1b)) && !line.contains(QChar(0x202e)));
        QVERIFY(line.size() < 300);
    }
    QVERIFY(shown.size() < 60);
}

void TestSourcesModel::aHundredThousandChannelsFit()
{
    reset();
    SourcesOrderModel order(*m_model);
    const auto connection = m_names.connections.intern("nats");
    for (int i = 0; i < 100'000; ++i)
        m_rates.append(connection,
            m_names.channels.intern("device." + std::to_string(i % 1000) + ".sensor" + std::to_string(i)), 1, 1);
    m_rates.snapshot.eventsPerSecond = 1;
    order.index(0, 0);

    qint64 longest = 0;
    QElapsedTimer timer;
    for (int frame = 0; frame < 110; ++frame) {
        timer.start();
        update(m_rates);
        longest = std::max(longest, timer.elapsed());
    }

    QCOMPARE(m_model->index(0, 2).data().toString(), QLocale().toString(100'000));
    qInfo("longest frame while 100,000 channels come: %lld ms", longest);
    timer.start();
    for (auto& channel : m_rates.snapshot.channels)
        channel.eventsPerSecond += 1;
    m_rates.snapshot.eventsPerSecond += 1;
    update(m_rates);
    qInfo("frame in which all of them change: %lld ms", timer.elapsed());
}

QTEST_MAIN(TestSourcesModel)
#include "tst_sources_model.moc"
