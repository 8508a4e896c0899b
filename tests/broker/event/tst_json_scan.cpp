// SPDX-License-Identifier: GPL-3.0-or-later
#include <QObject>
#include <QTest>

#include <string>
#include <utility>
#include <vector>

#include "broker/event/json_scan.h"

using namespace eventscope;

namespace {

/// One row of a table of texts.
template <class... Texts> void row(const char* situation, Texts&&... texts)
{
    auto& data = QTest::newRow(situation);
    (data << ... << std::string(std::forward<Texts>(texts)));
}

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

std::vector<std::string> stepsOf(std::string_view path)
{
    std::vector<std::string> steps;
    while (!path.empty()) {
        const auto dot = path.find('.');
        steps.emplace_back(path.substr(0, dot));
        path.remove_prefix(dot == std::string_view::npos ? path.size() : dot + 1);
    }
    return steps;
}

/// The raw text at a path, looked up in memory that ends exactly with the text, so that a sanitizer sees every read
/// beyond it.
std::string at(std::string_view json, std::string_view path)
{
    const std::vector<char> exact(json.begin(), json.end());
    const auto found = findJsonPath({exact.data(), exact.size()}, stepsOf(path));
    return found ? std::string(found->raw) : "(none)";
}

std::string walked(std::string_view json)
{
    std::string text;
    JsonWalker walker(json);
    while (const auto member = walker.next())
        text.append(member->name).append("=").append(member->value.raw).append(";");
    return walker.hasFailed() ? text + "failed" : text;
}

} // namespace

class TestJsonScan : public QObject {
    Q_OBJECT

private slots:
    void brokenTextIsNotJson_data();
    void brokenTextIsNotJson();
    void wholeTextIsJson_data();
    void wholeTextIsJson();
    void everyPrefixOfAValueIsReadWithinItsBounds();
    void nestingIsBounded();
    void aPathFindsTheRawValue_data();
    void aPathFindsTheRawValue();
    void theKindIsTold();
    void aWalkerStopsAtBrokenText_data();
    void aWalkerStopsAtBrokenText();
};

void TestJsonScan::brokenTextIsNotJson_data()
{
    QTest::addColumn<std::string>("text");
    QTest::newRow("nothing") << std::string();
    QTest::newRow("white space only") << std::string(" \n");
    QTest::newRow("two values") << std::string("1 2");
    QTest::newRow("open object") << std::string("{");
    QTest::newRow("open array") << std::string("[1,");
    QTest::newRow("wrong bracket") << std::string("[1}");
    QTest::newRow("closing bracket only") << std::string("]");
    QTest::newRow("trailing comma in an object") << std::string(R"({"a":1,})");
    QTest::newRow("trailing comma in an array") << std::string("[1,]");
    QTest::newRow("leading comma") << std::string("[,1]");
    QTest::newRow("no colon") << std::string(R"({"a" 1})");
    QTest::newRow("no value") << std::string(R"({"a":})");
    QTest::newRow("name without quotes") << std::string("{a:1}");
    QTest::newRow("number as a name") << std::string("{1:1}");
    QTest::newRow("single quotes") << std::string("'a'");
    QTest::newRow("open string") << std::string("\"a");
    QTest::newRow("control character in a string") << std::string("\"a\x01\"");
    QTest::newRow("line feed in a string") << std::string("\"a\nb\"");
    QTest::newRow("NUL in a string") << std::string("\"\0\"", 3);
    QTest::newRow("unknown escape") << std::string(R"("\x")");
    QTest::newRow("escaped NUL byte") << std::string("\"\\\0\"", 4);
    QTest::newRow("short unicode escape") << std::string(R"("\u12")");
    QTest::newRow("unicode escape of other letters") << std::string(R"("\u12g4")");
    QTest::newRow("backslash at the end") << std::string("\"\\");
    QTest::newRow("escaped closing quote") << std::string("\"\\\"");
    QTest::newRow("stray continuation byte") << std::string("\"\x80\"");
    QTest::newRow("overlong UTF-8") << std::string("\"\xC0\xAF\"");
    QTest::newRow("surrogate in UTF-8") << std::string("\"\xED\xA0\x80\"");
    QTest::newRow("cut UTF-8") << std::string("\"\xE2\x82\"");
    QTest::newRow("leading zero") << std::string("01");
    QTest::newRow("plus sign") << std::string("+1");
    QTest::newRow("minus only") << std::string("-");
    QTest::newRow("point without digits") << std::string("1.");
    QTest::newRow("point without a whole part") << std::string(".5");
    QTest::newRow("exponent without digits") << std::string("1e");
    QTest::newRow("exponent with a sign only") << std::string("1e+");
    QTest::newRow("hexadecimal") << std::string("0x10");
    QTest::newRow("NaN") << std::string("NaN");
    QTest::newRow("cut word") << std::string("tru");
    QTest::newRow("longer word") << std::string("truely");
    QTest::newRow("capital word") << std::string("True");
    QTest::newRow("comment") << std::string("/* */ 1");
    QTest::newRow("byte order mark") << std::string("\xEF\xBB\xBF"
                                                    "1");
}

void TestJsonScan::brokenTextIsNotJson()
{
    QFETCH(const std::string, text);

    QVERIFY(!isValidJson(text));
    QCOMPARE(at(text, "zz"), std::string("(none)"));
}

void TestJsonScan::wholeTextIsJson_data()
{
    QTest::addColumn<std::string>("text");
    QTest::newRow("number") << std::string("-0.5e+10");
    QTest::newRow("zero") << std::string("0");
    QTest::newRow("words") << std::string("[true,false,null]");
    QTest::newRow("empty object") << std::string("{}");
    QTest::newRow("empty array in an object") << std::string(R"({ "a" : [ ] })");
    QTest::newRow("white space around") << std::string("\r\n\t {} \n");
    QTest::newRow("every escape") << std::string(R"("\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00")");
    QTest::newRow("lone surrogate") << std::string(R"("\ud83d")");
    QTest::newRow("UTF-8") << std::string("\"\xC3\xA4 \xE2\x82\xAC \xF0\x9F\x98\x80\"");
    QTest::newRow("quote in the ninth byte") << std::string("\"1234567\\\"8901234567890\"");
    QTest::newRow("names twice") << std::string(R"({"a":1,"a":2})");
    QTest::newRow("DEL") << std::string("\"\x7F\"");
}

void TestJsonScan::wholeTextIsJson()
{
    QFETCH(const std::string, text);

    QVERIFY(isValidJson(text));
}

void TestJsonScan::everyPrefixOfAValueIsReadWithinItsBounds()
{
    const std::string whole = R"({"a":[1,-2.5e3,true,null,{"b":"x\u00e9\n"}],"c":{"d":"12345678901234567890"}})";
    QVERIFY(isValidJson(whole));

    for (std::size_t size = 0; size < whole.size(); ++size) {
        const std::vector<char> exact(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
        QVERIFY(!isValidJson({exact.data(), exact.size()}));
    }
}

void TestJsonScan::nestingIsBounded()
{
    QVERIFY(isValidJson(nested(MaxJsonDepth)));
    QVERIFY(!isValidJson(nested(MaxJsonDepth + 1)));
    QVERIFY(!isValidJson(std::string(10'000'000, '[')));
    QVERIFY(!isValidJson(nested(1'000'000)));
}

void TestJsonScan::aPathFindsTheRawValue_data()
{
    QTest::addColumn<std::string>("json");
    QTest::addColumn<std::string>("path");
    QTest::addColumn<std::string>("raw");
    const std::string order =
        R"( {"data" : {"total":129.90, "items":[{"sku":"a"},{"sku":"b","n":[1,2]}], "a\u002eb":7, "":8, "2":9}, "data":0} )";
    row("no such member", order, "data.nothing", "(none)");
    row("beyond a number", order, "data.total.x", "(none)");
    row("beyond the end of an array", order, "data.items.2", "(none)");
    row("a name in an array", order, "data.items.first", "(none)");
    row("a negative index", order, "data.items.-1", "(none)");
    row("an index beyond 64 bits", order, "data.items.18446744073709551616", "(none)");
    row("broken before the value", R"({"a":tru,"b":1})", "b", "(none)");
    row("broken inside the value", R"({"a":[1,})", "a", "(none)");
    row("an element of an empty array", "[]", "0", "(none)");
    row("a member of an empty object", "{}", "a", "(none)");
    row("a trailing comma", R"({"a":1,})", "b", "(none)");
    row("broken behind the value", R"({"a":1,"b":tru)", "a", "1");
    row("a number as it stands", order, "data.total", "129.90");
    row("an element", order, "data.items.1.sku", "\"b\"");
    row("an element of an inner array", order, "data.items.1.n.1", "2");
    row("an array", order, "data.items.1.n", "[1,2]");
    row("a number names a member of an object", order, "data.2", "9");
    row("the first of two", order, "data.a", "(none)");
    row("the root", " 5 ", "", "5");
}

void TestJsonScan::aPathFindsTheRawValue()
{
    QFETCH(const std::string, json);
    QFETCH(const std::string, path);
    QFETCH(const std::string, raw);

    QCOMPARE(at(json, path), raw);
}

void TestJsonScan::theKindIsTold()
{
    const std::string json = R"([{},[],"",0,true,false,null,{"a.b":"x","":1}])";
    const auto kindAt = [&](std::vector<std::string> steps) {
        return static_cast<int>(findJsonPath(json, steps)->kind);
    };

    QCOMPARE(kindAt({"0"}), static_cast<int>(JsonKind::Object));
    QCOMPARE(kindAt({"1"}), static_cast<int>(JsonKind::Array));
    QCOMPARE(kindAt({"2"}), static_cast<int>(JsonKind::String));
    QCOMPARE(kindAt({"3"}), static_cast<int>(JsonKind::Number));
    QCOMPARE(kindAt({"4"}), static_cast<int>(JsonKind::True));
    QCOMPARE(kindAt({"5"}), static_cast<int>(JsonKind::False));
    QCOMPARE(kindAt({"6"}), static_cast<int>(JsonKind::Null));
    QCOMPARE(kindAt({"7", "a.b"}), static_cast<int>(JsonKind::String));
    QCOMPARE(kindAt({"7", ""}), static_cast<int>(JsonKind::Number));
}

void TestJsonScan::aWalkerStopsAtBrokenText_data()
{
    QTest::addColumn<std::string>("json");
    QTest::addColumn<std::string>("seen");
    row("nothing", "", "failed");
    row("a number", "1", "failed");
    row("open", R"({"a":1)", "\"a\"=1;failed");
    row("text behind", R"({"a":1} x)", "\"a\"=1;failed");
    row("no comma", R"({"a":1 "b":2})", "\"a\"=1;failed");
    row("trailing comma", "[1,]", "=1;failed");
    row("too deep", "[" + nested(MaxJsonDepth + 1) + "]", "failed");
    row("as deep as may be", "[" + nested(3) + "]", "=[[[]]];");
    row("empty object", " { } ", "");
    row("members in order", R"({"b" : [1] , "a\n":"x"})", R"("b"=[1];"a\n"="x";)");
    row("elements", R"([1, {"a":2}])", R"(=1;={"a":2};)");
}

void TestJsonScan::aWalkerStopsAtBrokenText()
{
    QFETCH(const std::string, json);
    QFETCH(const std::string, seen);

    QCOMPARE(walked(json), seen);
}

QTEST_APPLESS_MAIN(TestJsonScan)
#include "tst_json_scan.moc"
