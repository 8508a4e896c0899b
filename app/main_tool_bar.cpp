// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/main_tool_bar.h"

#include <QLabel>
#include <QLocale>
#include <QToolButton>

#include "app/window_actions.h"
#include "inspectors/inspector/text.h"

namespace eventscope::app {
namespace {

/// State by shape, not by colour alone.
QString stateMark(ConnectionState state)
{
    switch (state) {
    case ConnectionState::Connecting:
        return QStringLiteral(u"\u25CC"); // dotted circle
    case ConnectionState::Up:
        return QStringLiteral(u"\u25CF"); // disc
    case ConnectionState::Down:
        return QStringLiteral(u"\u26A0"); // warning
    case ConnectionState::Ended:
        return QStringLiteral(u"\u25A0"); // square
    }
    return {};
}

QString chipToolTip(const stream::HealthSnapshot::ConnectionHealth& connection, const QString& name)
{
    auto text = MainToolBar::tr("%1: %2, %3 events")
                    .arg(name, inspect::toText(toText(connection.state)),
                        QLocale().toString(static_cast<qulonglong>(connection.takenEvents)));
    if (!connection.error.empty())
        text += QLatin1Char('\n') % inspect::toDisplayText(connection.error, 300);
    // A tool tip guesses whether it is rich text; what strangers wrote must stay plain.
    return QStringLiteral("<p style='white-space:pre-wrap'>") % text.toHtmlEscaped() % QStringLiteral("</p>");
}

} // namespace

MainToolBar::MainToolBar(const WindowActions& actions, QWidget* parent)
    : QToolBar(tr("Main"), parent)
    , m_actions(actions)
    , m_flow(new QLabel(this))
    , m_space(new QWidget(this))
    , m_further(new QLabel(this))
    , m_furtherAction(nullptr)
{
    setObjectName(QStringLiteral("main"));
    setMovable(false);
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_flow->setTextFormat(Qt::PlainText);
    m_flow->setMargin(6);
    addWidget(m_flow);
    addAction(actions.pause());
    addAction(actions.record());
    addSeparator();
    addAction(actions.back());
    addAction(actions.forward());
    m_space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    addWidget(m_space);
    m_further->setTextFormat(Qt::PlainText);
    m_further->setMargin(4);
    m_furtherAction = addWidget(m_further);
    m_furtherAction->setVisible(false);
    addAction(actions.connection());
    for (auto* action : {actions.back(), actions.forward()}) {
        if (auto* button = qobject_cast<QToolButton*>(widgetForAction(action)))
            button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    }
    showFlow(Flow::Idle);
}

void MainToolBar::showFlow(Flow flow)
{
    switch (flow) {
    case Flow::Idle:
        m_flow->setText(tr("○ Idle"));
        m_flow->setToolTip(tr("Nothing is connected"));
        break;
    case Flow::Live:
        m_flow->setText(tr("◉ Live"));
        m_flow->setToolTip(tr("Events are shown as they come"));
        break;
    case Flow::Paused:
        m_flow->setText(tr("❚❚ Paused"));
        m_flow->setToolTip(tr("The view stands still; events go on being kept"));
        break;
    }
}

QToolButton* MainToolBar::addChip()
{
    auto* chip = new QToolButton(this);
    chip->setAutoRaise(true);
    const auto index = m_chips.size();
    m_chipActions.push_back(insertWidget(m_furtherAction, chip));
    connect(chip, &QToolButton::clicked, this, [this, index] {
        if (index < m_shown.size())
            emit connectionClicked(m_shown[index]);
    });
    m_chips.push_back(chip);
    return chip;
}

void MainToolBar::showConnections(
    const std::vector<stream::HealthSnapshot::ConnectionHealth>& connections, const Names& names)
{
    m_shown.clear();
    for (std::size_t i = 0; i < connections.size() && i < MaxChips; ++i) {
        const auto& connection = connections[i];
        auto* chip = i < m_chips.size() ? m_chips[i] : addChip();
        const auto name = inspect::toDisplayText(names.connections.text(connection.connection), 20);
        auto label = name;
        chip->setText(
            stateMark(connection.state) % QLatin1Char(' ') % label.replace(QLatin1Char('&'), QStringLiteral("&&")));
        chip->setToolTip(chipToolTip(connection, name));
        auto shades = palette();
        if (connection.state == ConnectionState::Down)
            shades.setColor(QPalette::ButtonText, shades.color(QPalette::BrightText));
        chip->setPalette(shades);
        m_shown.push_back(connection.connection);
    }
    for (std::size_t i = 0; i < m_chipActions.size(); ++i)
        m_chipActions[i]->setVisible(i < m_shown.size());
    const auto further = connections.size() - m_shown.size();
    m_furtherAction->setVisible(further > 0);
    m_further->setText(tr("and %1 more").arg(further));
}

} // namespace eventscope::app
