// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/status_line.h"

#include <QLabel>
#include <QLocale>
#include <QToolButton>

#include "inspectors/inspector/text.h"

namespace eventscope::app {
namespace {

QString bytesText(std::uint64_t bytes)
{
    return QLocale().formattedDataSize(
        static_cast<qint64>(bytes), bytes < (1U << 20) ? 0 : 1, QLocale::DataSizeIecFormat);
}

QString logText(const stream::HealthSnapshot& health)
{
    if (!health.logProblem.empty())
        return StatusLine::tr("⚠ log: %1").arg(inspect::toDisplayText(health.logProblem, 80));
    if (health.logPath.empty())
        return StatusLine::tr("log off");
    if (health.diskBudgetBytes == 0)
        return StatusLine::tr("log %1").arg(bytesText(health.diskBytes));
    return StatusLine::tr("log %1 of %2").arg(bytesText(health.diskBytes), bytesText(health.diskBudgetBytes));
}

} // namespace

StatusLine::StatusLine(QWidget* parent)
    : QStatusBar(parent)
    , m_events(addLabel(tr("Events that came from all connections, and those in the list of the flow")))
    , m_lost(new QToolButton(this))
    , m_rate(nullptr)
    , m_log(nullptr)
    , m_memory(nullptr)
{
    m_lost->setAutoRaise(true);
    m_lost->setToolTip(tr("Events that Eventscope itself did not keep. Click: which, why, and what to change."));
    addPermanentWidget(m_lost);
    m_rate = addLabel(tr("Events a second, over about two seconds"));
    m_log = addLabel(tr("Disk used by the log, and its budget"));
    m_memory = addLabel(tr("Memory used for events of this window, and its budget"));
    connect(m_lost, &QToolButton::clicked, this, &StatusLine::lossesWanted);
    showFigures({}, {});
}

QLabel* StatusLine::addLabel(const QString& toolTip)
{
    auto* label = new QLabel(this);
    label->setTextFormat(Qt::PlainText);
    label->setToolTip(toolTip);
    label->setMargin(3);
    addPermanentWidget(label); // a message must not hide the figures
    return label;
}

void StatusLine::showFigures(const stream::HealthSnapshot& health, const Figures& figures)
{
    const QLocale locale;
    m_events->setText(tr("captured %1 · shown %2")
                          .arg(locale.toString(static_cast<qulonglong>(health.capturedEvents)),
                              locale.toString(static_cast<qulonglong>(figures.shownEvents))));
    const auto lost = health.lostEvents();
    m_lost->setText(lost == 0 ? tr("lost 0") : tr("⚠ lost %1").arg(locale.toString(static_cast<qulonglong>(lost))));
    auto shades = m_lost->palette();
    shades.setColor(QPalette::ButtonText, palette().color(lost == 0 ? QPalette::WindowText : QPalette::BrightText));
    m_lost->setPalette(shades);
    m_rate->setText(
        tr("%1 ev/s").arg(locale.toString(figures.eventsPerSecond, 'f', figures.eventsPerSecond < 10 ? 1 : 0)));
    m_log->setText(logText(health));
    m_log->setToolTip(health.logPath.empty() ? tr("Nothing is kept on disk") : inspect::toDisplayText(health.logPath));
    m_memory->setText(tr("RAM %1 of %2").arg(bytesText(figures.memoryBytes), bytesText(figures.memoryBudgetBytes)));
}

QString StatusLine::text() const
{
    return QStringList{m_events->text(), m_lost->text(), m_rate->text(), m_log->text(), m_memory->text()}.join(
        QStringLiteral(" | "));
}

} // namespace eventscope::app
