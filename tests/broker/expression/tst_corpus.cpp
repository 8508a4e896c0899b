// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QObject>
#include <QTest>

#include <string>
#include <vector>

#include "tests/broker/expression/case_file.h"

using namespace eventscope::expression;

namespace {

std::string typesText(const RowQuery& query)
{
    std::string text;
    for (const auto& column : query.columns())
        text += (text.empty() ? "" : ", ") + column.name + " " + toText(column.type);
    return text;
}

struct Run {
    std::vector<std::string> rows; ///< as the corpus writes them
    std::string failure;
};

Run runQuery(const RowQuery& query, const corpus::CaseFile& file)
{
    Run run;
    RowQuery::Scratch scratch;
    const auto& table = file.tables[query.table()];
    std::vector<std::string> kept;
    for (const auto& input : file.input) {
        if (input.table != table.name)
            continue;
        const auto row = corpus::toValues(input, table, kept);
        const auto result = query.evaluate(row, scratch);
        if (result.outcome == RowQuery::Outcome::Failed) {
            run.failure = result.why;
            return run;
        }
        if (result.outcome == RowQuery::Outcome::NoRow)
            continue;
        auto values = nlohmann::json::array();
        for (std::size_t i = 0; i < result.values.size(); ++i)
            values.push_back(corpus::toJson(result.values[i], query.columns()[i].type));
        run.rows.push_back(std::to_string(input.step) + " +I " + values.dump());
    }
    return run;
}

/// The first row that differs, in words; empty where there is none.
std::string firstDifference(const std::vector<std::string>& expected, const std::vector<std::string>& found)
{
    for (std::size_t i = 0; i < std::max(expected.size(), found.size()); ++i) {
        const auto want = i < expected.size() ? expected[i] : std::string("no row");
        const auto have = i < found.size() ? found[i] : std::string("no row");
        const auto wantAt = want.find('[');
        const auto haveAt = have.find('[');
        const auto isSame = wantAt != std::string::npos && haveAt != std::string::npos
            && want.substr(0, wantAt) == have.substr(0, haveAt)
            && corpus::isSameRow(nlohmann::json::parse(want.substr(wantAt), nullptr, false),
                nlohmann::json::parse(have.substr(haveAt), nullptr, false));
        if (!isSame)
            return "expected " + want + ", found " + have;
    }
    return {};
}

} // namespace

/// The answers of a real Flink to the same texts.
class TestCorpus : public QObject {
    Q_OBJECT

private slots:
    void sameAsFlink_data();
    void sameAsFlink();
};

void TestCorpus::sameAsFlink_data()
{
    QTest::addColumn<QString>("path");
    const QDir folder(QStringLiteral(EVENTSCOPE_TEST_DATA "/corpus"));
    const auto names = folder.entryList({QStringLiteral("*.case")}, QDir::Files, QDir::Name);
    for (const auto& name : names)
        QTest::newRow(qPrintable(name)) << folder.filePath(name);
}

void TestCorpus::sameAsFlink()
{
    QFETCH(const QString, path);
    const auto file = corpus::readCase(path.toStdString());
    QVERIFY2(file.problem.empty(), file.problem.c_str());

    const auto query = RowQuery::compile(file.query, file.tables);
    QVERIFY2(query.has_value() || file.errorPhase == "plan", query ? "" : query.error().message.c_str());
    const auto run = query ? runQuery(*query, file) : Run{};
    const auto difference = firstDifference(file.expectedRows, run.rows);

    if (query && !file.expectedTypes.empty())
        QCOMPARE(typesText(*query), file.expectedTypes);
    QVERIFY2(difference.empty(), difference.c_str());
    QCOMPARE(!run.failure.empty(), file.errorPhase == "run");
    // Our sentence begins with Flink's words and then says the way out.
    const auto said = query ? run.failure : query.error().message.substr(0, query.error().message.find(';'));
    QVERIFY2(file.errorText.find(said) != std::string::npos, said.c_str());
}

QTEST_APPLESS_MAIN(TestCorpus)
#include "tst_corpus.moc"
