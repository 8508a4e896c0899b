// SPDX-License-Identifier: GPL-3.0-or-later
#include <QObject>
#include <QTest>

#include <cstring>
#include <string>

#include "broker/socket/tcp_table.h"

using eventscope::socket::parseTcpTable;
using eventscope::socket::TcpConnection;

namespace {

constexpr auto Head =
    "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";
constexpr auto Tail =
    " 00000000:00000000 00:00000000 00000000  1000        0 424242 1 0000000000000000 20 4 30 10 -1\n";

std::string line(const std::string& ends) { return "   0: " + ends + Tail; }

} // namespace

class TestTcpTable : public QObject {
    Q_OBJECT

private slots:
    void anEstablishedConnectionIsRead();
    void anAddressOfIpv4InIpv6IsWrittenAsIpv4();
    void everythingElseIsPassedOver_data();
    void everythingElseIsPassedOver();
};

void TestTcpTable::anEstablishedConnectionIsRead()
{
    const auto table = parseTcpTable(Head + line("0100007F:15C2 0100007F:9C40 01"));

    QCOMPARE(table.size(), std::size_t{1});
    const TcpConnection expected{"127.0.0.1", 5570, "127.0.0.1", 40000, 424242};
    QVERIFY(table.front() == expected);
}

void TestTcpTable::anAddressOfIpv4InIpv6IsWrittenAsIpv4()
{
    const auto table =
        parseTcpTable(Head + line("0000000000000000FFFF00000100007F:9C40 00000000000000000000000001000000:15C2 01"));

    QCOMPARE(table.size(), std::size_t{1});
    QCOMPARE(table.front().localAddress, std::string("127.0.0.1"));
    QCOMPARE(table.front().remoteAddress, std::string("::1"));
}

void TestTcpTable::everythingElseIsPassedOver_data()
{
    QTest::addColumn<std::string>("text");
    QTest::newRow("nothing") << std::string();
    QTest::newRow("head only") << std::string(Head);
    QTest::newRow("listening") << line("0100007F:15C2 00000000:0000 0A");
    QTest::newRow("address too short") << line("0100:15C2 0100007F:9C40 01");
    QTest::newRow("no hexadecimal") << line("0100007Z:15C2 0100007F:9C40 01");
    QTest::newRow("port too large") << line("0100007F:15C2F 0100007F:9C40 01");
    QTest::newRow("no colon") << line("0100007F 0100007F:9C40 01");
    QTest::newRow("cut") << std::string("   0: 0100007F:15C2 0100007F:9C40 01 00000000:0");
}

void TestTcpTable::everythingElseIsPassedOver()
{
    QFETCH(const std::string, text);

    QVERIFY(parseTcpTable(text).empty());
}

QTEST_APPLESS_MAIN(TestTcpTable)
#include "tst_tcp_table.moc"
