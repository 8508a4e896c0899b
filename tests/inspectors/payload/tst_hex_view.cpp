// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QScrollBar>
#include <QTest>

#include "inspectors/payload/hex_view.h"
#include "tests/fakes/event_builder.h"

using namespace eventscope;
using namespace eventscope::inspect::payload;

class TestHexView : public QObject {
    Q_OBJECT

private slots:
    void aDragSelectsBytes();
    void nothingIsSelectedInNothing();
    void sixtyFourMebibytesScroll();

private:
    [[nodiscard]] SharedPayload payload(std::string_view bytes)
    {
        fakes::EventBuilder builder(m_names);
        auto decoded = std::make_shared<DecodedPayload>();
        decoded->event = {builder.add("c", bytes).take(), 0};
        return decoded;
    }
    Names m_names;
};

void TestHexView::aDragSelectsBytes()
{
    HexView view;
    view.resize(700, 300);
    view.setPayload(payload(std::string_view("\x1f\x8b\x00 abc", 7)));
    QTest::mousePress(view.viewport(), Qt::LeftButton, {},
        QPoint(view.fontMetrics().horizontalAdvance(QLatin1Char('0')) * 11 + 4, 5));
    view.selectAll();

    QCOMPARE(view.selectedHex(), QStringLiteral("1F 8B 00 20 61 62 63"));
}

void TestHexView::nothingIsSelectedInNothing()
{
    HexView view;
    view.resize(400, 200);
    view.setPayload(payload(""));
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, QPoint(50, 50));
    view.selectAll();

    QVERIFY(!view.selection());
    QCOMPARE(view.selectedHex(), QString());
}

void TestHexView::sixtyFourMebibytesScroll()
{
    HexView view;
    view.resize(700, 400);
    view.setPayload(payload(std::string(64U << 20U, 'x')));
    QElapsedTimer timer;
    timer.start();

    view.verticalScrollBar()->setValue(view.verticalScrollBar()->maximum());
    const auto picture = view.grab();

    qInfo("end of 64 MiB painted in %lld ms", timer.elapsed());
    QVERIFY(!picture.isNull());
    QVERIFY(view.verticalScrollBar()->maximum() > 4'000'000);
}

QTEST_MAIN(TestHexView)
#include "tst_hex_view.moc"
