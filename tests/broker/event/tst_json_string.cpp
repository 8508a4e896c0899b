// SPDX-License-Identifier: GPL-3.0-or-later
#include <QObject>
#include <QTest>

#include <string>
#include <utility>

#include "broker/event/json_scan.h"
#include "broker/event/utf8.h"

using namespace eventscope;

namespace {

/// One row of a table of texts.
template <class... Texts> void row(const char* situation, Texts&&... texts)
{
    auto& data = QTest::newRow(situation);
    (data << ... << std::string(std::forward<Texts>(texts)));
}

std::string escaped(std::string_view text)
{
    std::string json;
    appendJsonString(json, text);
    return json;
}

} // namespace

class TestJsonString : public QObject {
    Q_OBJECT

private slots:
    void stringsAreDecoded_data();
    void stringsAreDecoded();
    void textsAreEscapedMinimally_data();
    void textsAreEscapedMinimally();
    void utf8IsToldFromOtherBytes_data();
    void utf8IsToldFromOtherBytes();
    void aTextComesBackFromItsString();
};

void TestJsonString::stringsAreDecoded_data()
{
    QTest::addColumn<std::string>("raw");
    QTest::addColumn<std::string>("text");
    row("not a string", "12", "12");
    row("a lone quote", "\"", "\"");
    row("a lone high surrogate", R"("a\ud83db")",
        "a\xEF\xBF\xBD"
        "b");
    row("a lone low surrogate", R"("\ude00")", "\xEF\xBF\xBD");
    row("two high surrogates", R"("\ud83d\ud83d\ude00")", "\xEF\xBF\xBD\xF0\x9F\x98\x80");
    row("an unchecked cut escape", R"("\u12")", "\\u12");
    row("empty", R"("")", "");
    row("plain", R"("plain")", "plain");
    row("every short escape", R"("\"\\\/\b\f\n\r\t")", "\"\\/\b\f\n\r\t");
    row("two bytes", R"("\u00e9")", "\xC3\xA9");
    row("three bytes", R"("\u20AC")", "\xE2\x82\xAC");
    row("a surrogate pair", R"("\ud83d\ude00")", "\xF0\x9F\x98\x80");
    row("NUL", R"("\u0000")", std::string(1, '\0'));
}

void TestJsonString::stringsAreDecoded()
{
    QFETCH(const std::string, raw);
    QFETCH(const std::string, text);

    QCOMPARE(decodeJsonString(raw), text);
    QCOMPARE(isJsonString(raw, text), raw.size() >= 2 && raw.front() == '"');
    QVERIFY(!isJsonString(raw, text + "x"));
    QVERIFY(text.empty() || !isJsonString(raw, std::string_view(text).substr(1)));
}

void TestJsonString::textsAreEscapedMinimally_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::string>("json");
    row("a stray byte",
        std::string("a\xFF"
                    "b"),
        std::string("\"a\xEF\xBF\xBD"
                    "b\""));
    row("cut UTF-8 at the end", std::string("a\xE2\x82"), std::string("\"a\xEF\xBF\xBD\xEF\xBF\xBD\""));
    row("NUL", std::string("\0", 1), std::string(R"("\u0000")"));
    row("control characters", std::string("\x01\x1F\b\f\n\r\t"), std::string(R"("\u0001\u001f\b\f\n\r\t")"));
    row("quote and backslash", std::string(R"(a"\b)"), std::string(R"("a\"\\b")"));
    row("a slash stays", std::string("a/b"), std::string(R"("a/b")"));
    row("UTF-8 stays", std::string("\xC3\xA4\xF0\x9F\x98\x80"), std::string("\"\xC3\xA4\xF0\x9F\x98\x80\""));
    row("DEL stays", std::string("\x7F"), std::string("\"\x7F\""));
}

void TestJsonString::textsAreEscapedMinimally()
{
    QFETCH(const std::string, text);
    QFETCH(const std::string, json);

    QCOMPARE(escaped(text), json);
    QVERIFY(isValidJson(json));
}

void TestJsonString::aTextComesBackFromItsString()
{
    std::string text;
    for (int c = 0; c < 128; ++c)
        text.append(17, static_cast<char>(c));

    QCOMPARE(decodeJsonString(escaped(text)), text);
    QVERIFY(isJsonString(escaped(text), text));
}

void TestJsonString::utf8IsToldFromOtherBytes_data()
{
    QTest::addColumn<std::string>("bytes");
    QTest::addColumn<bool>("isUtf8");
    QTest::newRow("stray continuation") << std::string("12345678\x80") << false;
    QTest::newRow("overlong, two bytes") << std::string("\xC1\xBF") << false;
    QTest::newRow("overlong, three bytes") << std::string("\xE0\x9F\xBF") << false;
    QTest::newRow("overlong, four bytes") << std::string("\xF0\x8F\xBF\xBF") << false;
    QTest::newRow("surrogate") << std::string("\xED\xBF\xBF") << false;
    QTest::newRow("beyond U+10FFFF") << std::string("\xF4\x90\x80\x80") << false;
    QTest::newRow("lead byte F5") << std::string("\xF5\x80\x80\x80") << false;
    QTest::newRow("cut four bytes") << std::string("\xF0\x9F\x98") << false;
    QTest::newRow("nothing") << std::string() << true;
    QTest::newRow("ASCII and NUL") << std::string("a\0b", 3) << true;
    QTest::newRow("the last code point") << std::string("\xF4\x8F\xBF\xBF") << true;
    QTest::newRow("around the surrogates") << std::string("\xED\x9F\xBF\xEE\x80\x80") << true;
}

void TestJsonString::utf8IsToldFromOtherBytes()
{
    QFETCH(const std::string, bytes);
    QFETCH(const bool, isUtf8);

    QCOMPARE(isValidUtf8(bytes), isUtf8);
}

QTEST_APPLESS_MAIN(TestJsonString)
#include "tst_json_string.moc"
