// SPDX-License-Identifier: GPL-3.0-or-later
#include <QGuiApplication>
#include <QPalette>
#include <QSignalSpy>
#include <QTest>

#include "inspectors/inspector/channel_styles.h"

using eventscope::inspect::ChannelStyles;

class TestChannelStyles : public QObject {
    Q_OBJECT

private slots:
    void everyChannelHasAColourThatStays();
    void coloursFollowThePalette();
    void anAliasStandsForTheName();
    void theDefaultStyleIsNotKept();
};

void TestChannelStyles::everyChannelHasAColourThatStays()
{
    const ChannelStyles first;
    const ChannelStyles second;

    QVERIFY(first.colour(QString()).isValid());
    QVERIFY(first.colour(QStringLiteral("orders")).isValid());
    QCOMPARE(first.colour(QStringLiteral("orders")), second.colour(QStringLiteral("orders")));
}

void TestChannelStyles::coloursFollowThePalette()
{
    const ChannelStyles styles;
    QPalette dark;
    dark.setColor(QPalette::Base, Qt::black);
    QPalette light;
    light.setColor(QPalette::Base, Qt::white);

    QGuiApplication::setPalette(dark);
    const auto onDark = styles.colour(QStringLiteral("orders"));
    QGuiApplication::setPalette(light);
    const auto onLight = styles.colour(QStringLiteral("orders"));

    QVERIFY(onDark.lightness() > 128);
    QVERIFY(onLight.lightness() < 128);
}

void TestChannelStyles::anAliasStandsForTheName()
{
    ChannelStyles styles;
    const QSignalSpy changes(&styles, &ChannelStyles::changed);

    styles.setStyle(QStringLiteral("orders"), {QColor(1, 2, 3), QStringLiteral("Orders of today")});
    styles.setStyle(QStringLiteral("orders"), {QColor(1, 2, 3), QStringLiteral("Orders of today")});

    QCOMPARE(changes.count(), 1);
    QCOMPARE(styles.label(QStringLiteral("orders")), QStringLiteral("Orders of today"));
    QCOMPARE(styles.colour(QStringLiteral("orders")), QColor(1, 2, 3));
    QCOMPARE(styles.label(QStringLiteral("mail")), QStringLiteral("mail"));
}

void TestChannelStyles::theDefaultStyleIsNotKept()
{
    ChannelStyles styles;
    styles.setStyle(QStringLiteral("orders"), {QColor(), QStringLiteral("x")});

    styles.setStyle(QStringLiteral("orders"), {});

    QVERIFY(styles.styles().isEmpty());
}

QTEST_MAIN(TestChannelStyles)
#include "tst_channel_styles.moc"
